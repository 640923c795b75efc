import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { ChangeTimeline } from '#features/change-log/change-timeline.tsx';
import { listChanges } from '#features/change-log/list-changes.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { type ListedContacts, listContacts } from '#features/contacts/list/list-contacts.ts';
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
import { Table } from '#ui/table.tsx';
import type { Route } from './+types/company.page.ts';
import { companyFields } from './company.ts';
import { type FoundCompany, findCompany } from './find-company.ts';

const timelineLength = 6;
const shownContacts = 10;

export async function loader({ context, params }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const company = await findCompany(ctx, { id: readId(params.id) });
  const custom = await listCustomFields(ctx, { record: 'company' });
  const { changes } = await listChanges(ctx, { record: 'company', record_id: company.id, limit: timelineLength });
  const contacts = await listContacts(ctx, readContactFilter({ company_id: String(company.id) }));
  const can_edit = ctx.caller.kind === 'agent' && ctx.caller.rights.has('companies.edit');
  return { company, custom_fields: custom.map(fieldOfCustomField), changes, contacts, can_edit };
}

export default function Company({ loaderData }: Route.ComponentProps) {
  const { company, custom_fields, changes, contacts, can_edit } = loaderData;
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
        <CompanyContacts company={company} contacts={contacts} />
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

/** The first contacts by name; the list of contacts has the rest. */
function CompanyContacts({ company, contacts }: { company: FoundCompany; contacts: ListedContacts }) {
  const t = useTranslations('companies');
  const fields = useTranslations('contacts.fields');
  const shown = contacts.rows.slice(0, shownContacts);
  const hasMore = contacts.rows.length > shown.length || contacts.next !== null;
  return (
    <Card
      title={t('contacts')}
      actions={hasMore && <Link to={`/contacts?company_id=${company.id}`}>{t('all_contacts')}</Link>}
    >
      {shown.length === 0 ? (
        <p>{t('no_contacts')}</p>
      ) : (
        <Table
          caption={t('contacts')}
          columns={[
            { key: 'name', header: fields('name'), cell: ({ name }) => name, width: 'wide' },
            { key: 'email', header: fields('email'), cell: ({ email }) => email },
            {
              key: 'job_title',
              header: fields('job_title'),
              cell: ({ job_title }) => job_title,
              isHiddenOnPhone: true,
            },
          ]}
          rows={shown}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          pathOf={({ id }) => `/contacts/${id}`}
        />
      )}
    </Card>
  );
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
