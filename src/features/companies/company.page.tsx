import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { readActKind } from '#features/change-log/act-kinds.ts';
import { ChangeTimeline } from '#features/change-log/change-timeline.tsx';
import { listChanges } from '#features/change-log/list-changes.ts';
import { TimelineCard } from '#features/change-log/timeline-card.tsx';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { type ListedContacts, listContacts } from '#features/contacts/list/list-contacts.ts';
import { fieldOfCustomField } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { isAllowed } from '#platform/context.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { formValues, queryValues } from '#platform/http/form-values.ts';
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
import { canUndoUpdate, undoCompanyUpdate } from './undo-company-update.ts';

const timelineLength = 6;
const shownContacts = 10;

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const company = await findCompany(ctx, { id: readId(params.id) });
  const custom = await listCustomFields(ctx, { record: 'company' });
  const { after, kind: asked } = queryValues(new URL(request.url), ['after', 'kind']);
  const kind = readActKind(asked);
  const page = after === undefined ? {} : { after };
  const log = await listChanges(ctx, {
    record: 'company',
    record_id: company.id,
    limit: timelineLength,
    kind,
    ...page,
  });
  const contacts = await listContacts(ctx, readContactFilter({ company_id: String(company.id) }));
  const can_edit = isAllowed(ctx, 'companies.edit');
  const undoable = log.changes.flatMap((change) =>
    change.id !== undefined && can_edit && canUndoUpdate(company, change) ? change.id : [],
  );
  const is_newest = after === undefined;
  return { company, custom_fields: custom.map(fieldOfCustomField), log, kind, is_newest, undoable, contacts, can_edit };
}

export async function action(args: Route.ActionArgs) {
  const company_id = readId(args.params.id);
  const { change_id = '' } = await formValues(args, ['intent', 'change_id']);
  await undoCompanyUpdate(pageContext(args.context), { company_id, change_id: readId(change_id) });
  return null;
}

export default function Company({ loaderData }: Route.ComponentProps) {
  const { company, custom_fields, log, kind, is_newest, undoable, contacts, can_edit } = loaderData;
  const t = useTranslations('companies');
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
        <TimelineCard path={`/companies/${company.id}`} kind={kind} isNewest={is_newest} next={log.next}>
          <ChangeTimeline
            record="company"
            changes={log.changes}
            fields={[...companyFields, ...custom_fields]}
            undoable={undoable}
          />
        </TimelineCard>
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
