import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { recordFormValues } from '#platform/http/record-form-values.ts';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import type { Route } from './+types/company-new.page.ts';
import { companyFields } from './company.ts';
import { CompanyForm } from './company-form.tsx';
import { createCompany } from './create-company.ts';

export const handle = { words: ['custom_fields'] };

export async function loader({ context }: Route.LoaderArgs) {
  const custom = await listCustomFields(pageContext(context), { record: 'company' });
  return { custom_fields: custom.map(fieldOfCustomField) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const custom = (await listCustomFields(ctx, { record: 'company' })).map(fieldOfCustomField);
  const { id } = await createCompany(ctx, await recordFormValues(args, { builtIn: companyFields, custom }));
  return redirect(`/companies/${id}`);
}

export default function NewCompany({ loaderData: { custom_fields } }: Route.ComponentProps) {
  const t = useTranslations('companies');
  return (
    <>
      <PageHeader title={t('new')} crumbs={[{ to: '/companies', label: t('title') }]} />
      <Page>
        <CompanyForm customFields={custom_fields} cancelTo="/companies" />
      </Page>
    </>
  );
}
