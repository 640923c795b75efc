import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { fieldsOfRights } from '#features/accounts/rights/fields-of-rights.ts';
import { companyFields } from '#features/companies/company.ts';
import { contactFields } from '#features/contacts/contact.ts';
import { companiesField } from '#features/contacts/members/told-memberships.ts';
import { fieldOfCustomField, loggedFieldFields } from '#features/custom-fields/custom-field.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { consentField } from '#features/portal-access/consents/consent.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Moment } from '#ui/moment.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { Table } from '#ui/table.tsx';
import type { Route } from './+types/change-log.page.ts';
import { ChangedFields } from './changed-fields.tsx';
import { type LogEntry, listLog } from './list-log.ts';
import { listLogPeople } from './list-log-people.ts';
import css from './log.module.css';
import { type LogFilter, logFilterFields, logFilterNames, pathOfLog, readLogFilter } from './log-filter.ts';
import { LogFilterForm } from './log-filter-form.tsx';
import { OnlyRecord, useRecordName } from './only-record.tsx';
import { useActSentence } from './use-act-sentence.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { after, ...asked } = queryValues(new URL(request.url), [...logFilterNames, 'after']);
  const filter = readLogFilter(asked);
  const { entries, next } = await listLog(ctx, { ...filter, ...(after !== undefined && { after }) });
  const [ofContacts, ofCompanies] = [
    await listCustomFields(ctx, { record: 'contact' }),
    await listCustomFields(ctx, { record: 'company' }),
  ];
  return {
    filter,
    entries,
    next,
    is_newest: after === undefined,
    people: await listLogPeople(ctx, { person: filter.person }),
    custom_fields: [
      ...[...ofContacts, ...ofCompanies].map(fieldOfCustomField),
      ...fieldsOfRights(ctx, entries),
      consentField,
    ],
  };
}

/** Everything that was changed in the account, by whom and when. */
export default function ChangeLog({ loaderData }: Route.ComponentProps) {
  const { filter, entries, next, is_newest, people, custom_fields } = loaderData;
  const t = useTranslations('change_log.log');
  const fields = [...contactFields, companiesField, ...companyFields, ...custom_fields];
  const say = useActSentence();
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <form method="post" action="/settings/change-log.csv">
            {Object.entries(logFilterFields(filter)).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <Button icon="download">{t('export')}</Button>
          </form>
        }
      />
      <LogFilterForm key={pathOfLog(filter)} filter={filter} people={people} />
      <Page layout="list">
        <OnlyRecord filter={filter} newest={entries[0]} />
        <Table
          caption={t('title')}
          columns={[
            { key: 'at', header: t('at'), cell: ({ at }) => <Moment at={at} as="exact" />, width: 'narrow' },
            { key: 'who', header: t('who'), cell: (entry) => <Who entry={entry} filter={filter} />, width: 'narrow' },
            {
              key: 'what',
              header: t('what'),
              cell: (entry) => (
                <div className={css.what}>
                  {say(entry)}
                  {entry.changes && (
                    <ChangedFields
                      changes={entry.changes}
                      fields={entry.record === 'custom_field' ? loggedFieldFields : fields}
                    />
                  )}
                </div>
              ),
              width: 'wide',
            },
            { key: 'record', header: t('record'), cell: (entry) => <RecordName entry={entry} filter={filter} /> },
          ]}
          rows={entries}
          idOf={({ id }) => id}
          nameOf={({ id }) => String(id)}
          empty={
            <EmptyState
              title={t('none')}
              actions={
                <ButtonLink to={pathOfLog({})} kind="primary">
                  {t('clear')}
                </ButtonLink>
              }
            >
              {t('none_hint')}
            </EmptyState>
          }
        />
        <Pager previousTo={null} nextTo={next === null ? null : pathOfLog(filter, next)}>
          {!is_newest && (
            <ButtonLink to={pathOfLog(filter)} kind="link">
              {t('newest')}
            </ButtonLink>
          )}
        </Pager>
      </Page>
    </>
  );
}

/** Who it was; a press narrows the log to what he did. */
function Who({ entry: { caller }, filter }: { entry: LogEntry; filter: LogFilter }) {
  const t = useTranslations('change_log');
  const { kind, id, name } = caller;
  if (kind === 'system' || kind === 'stranger') return t(kind);
  if (id === null) return t('gone');
  return <Link to={pathOfLog({ ...filter, person: { kind, id } })}>{name ?? t('gone')}</Link>;
}

/** What it happened to; a press narrows the log to all that happened to it. */
function RecordName({ entry, filter }: { entry: LogEntry; filter: LogFilter }) {
  const name = useRecordName()(entry);
  const { record, record_id } = entry;
  if (record === filter.record && record_id === filter.record_id) return name;
  return <Link to={pathOfLog({ record, record_id })}>{name}</Link>;
}
