import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { touchedFormValues } from '#platform/http/record-form-values.ts';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/company-edit.page.ts';
import { companyFields } from './company.ts';
import { CompanyForm } from './company-form.tsx';
import { findCompany } from './find-company.ts';
import { updateCompany } from './update-company.ts';

export const handle = { words: ['custom_fields'] };

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const company = await findCompany(ctx, { id: readId(params.id) });
  const custom = await listCustomFields(ctx, { record: 'company' });
  return { company, custom_fields: custom.map(fieldOfCustomField) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const id = readId(args.params.id);
  const custom = (await listCustomFields(ctx, { record: 'company' })).map(fieldOfCustomField);
  const { given, seen } = await touchedFormValues(args, { builtIn: companyFields, custom });
  await updateCompany(ctx, { ...given, id }, { seen });
  return redirect(`/companies/${id}`);
}

export default function EditCompany({ loaderData: { company, custom_fields } }: Route.ComponentProps) {
  const t = useTranslations('companies');
  const crumbs = [
    { to: '/companies', label: t('title') },
    { to: `/companies/${company.id}`, label: company.name },
  ];
  const values = Object.fromEntries(companyFields.map(({ name }) => [name, company[name] as FieldValue]));
  return (
    <>
      <PageHeader title={t('edit')} crumbs={crumbs} />
      <Page>
        <CompanyForm
          customFields={custom_fields}
          values={values}
          customValues={company.custom_fields}
          cancelTo={`/companies/${company.id}`}
        />
      </Page>
    </>
  );
}
