import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { ChangeTimeline } from '#features/change-log/change-timeline.tsx';
import { listChanges } from '#features/change-log/list-changes.ts';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { RecordValue } from '#ui/record-value.tsx';
import type { Route } from './+types/company.page.ts';
import { companyFields } from './company.ts';
import { type FoundCompany, findCompany } from './find-company.ts';

const timelineLength = 6;

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const company = await findCompany(ctx, { id: readId(params.id) });
  const custom = await listCustomFields(ctx, { record: 'company' });
  const { changes } = await listChanges(ctx, { record: 'company', record_id: company.id, limit: timelineLength });
  const can_edit = ctx.caller.kind === 'agent' && ctx.caller.rights.has('companies.edit');
  return { company, custom_fields: custom.map(fieldOfCustomField), changes, can_edit };
}

export default function Company({ loaderData: { company, custom_fields, changes, can_edit } }: Route.ComponentProps) {
  const t = useTranslations('companies');
  const log = useTranslations('change_log');
  return (
    <>
      <PageHeader
        title={company.name}
        crumbs={[{ to: '/companies', label: t('title') }]}
        subtitle={company.domains.join(', ')}
        actions={
          can_edit && (
            <ButtonLink to={`/companies/${company.id}/edit`} icon="edit">
              {t('edit')}
            </ButtonLink>
          )
        }
      />
      <Page layout="record" side={<Relatives company={company} />}>
        <Card title={t('details')}>
          <Details company={company} customFields={custom_fields} />
        </Card>
        <Card title={log('title')}>
          <ChangeTimeline record="company" changes={changes} fields={[...companyFields, ...custom_fields]} />
        </Card>
      </Page>
    </>
  );
}

/** The fields that say something; a company's name and place in the tree stand elsewhere. */
function Details({ company, customFields }: { company: FoundCompany; customFields: readonly Field[] }) {
  const labelOf = useFieldLabel();
  const builtIn = companyFields.filter(({ name }) => name !== 'name' && name !== 'parent_company');
  const valueOfField = (field: Field): FieldValue =>
    field.custom_field_id === undefined
      ? (company[field.name as (typeof builtIn)[number]['name']] as FieldValue)
      : (company.custom_fields[field.name] ?? null);
  const isEmpty = (value: FieldValue) => value === null || (Array.isArray(value) && value.length === 0);
  const entries = [...builtIn, ...customFields].map((field) => {
    const value = valueOfField(field);
    return {
      key: field.name,
      label: labelOf(field),
      value: isEmpty(value) ? null : <RecordValue field={field} value={value} />,
    };
  });
  return <KeyValueList entries={entries} />;
}

function Relatives({ company }: { company: FoundCompany }) {
  const t = useTranslations('companies');
  const { parent_company_id, parent_company, child_companies } = company;
  return (
    <Card title={t('tree')}>
      <KeyValueList
        entries={[
          {
            key: 'parent',
            label: t('fields.parent_company'),
            value: parent_company_id && <Link to={`/companies/${parent_company_id}`}>{parent_company}</Link>,
          },
          {
            key: 'children',
            label: t('children'),
            value: child_companies.length > 0 && (
              <ul>
                {child_companies.map(({ id, name }) => (
                  <li key={id}>
                    <Link to={`/companies/${id}`}>{name}</Link>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </Card>
  );
}
