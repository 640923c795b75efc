import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Moment } from '#ui/moment.tsx';
import { NarrowedTo } from '#ui/narrowed-to.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { Table } from '#ui/table.tsx';
import type { Route } from './+types/access-records.page.ts';
import { accessFilterFields, accessFilterNames, pathOfAccess, readAccessFilter } from './access-filter.ts';
import { AccessFilterForm } from './access-filter-form.tsx';
import css from './access-records.module.css';
import { listAccessAgents } from './list-access-agents.ts';
import { type ListedAccess, listAccessRecords } from './list-access-records.ts';

export const handle = { words: ['access_records'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { after, ...asked } = queryValues(new URL(request.url), [...accessFilterNames, 'after']);
  const filter = readAccessFilter(asked);
  return {
    filter,
    is_newest: after === undefined,
    ...(await listAccessRecords(ctx, { ...filter, ...(after !== undefined && { after }) })),
    ...(await listAccessAgents(ctx, filter)),
  };
}

/** Who looked at which contact, and what was taken out. */
export default function AccessRecords({ loaderData }: Route.ComponentProps) {
  const { filter, records, next, is_newest, agents, contact_name } = loaderData;
  const t = useTranslations('access_records');
  const fields = accessFilterFields(filter);
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <form method="post" action="/settings/access-records.csv">
            {Object.entries(fields).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <Button icon="download">{t('export')}</Button>
          </form>
        }
      />
      <AccessFilterForm key={pathOfAccess(filter)} filter={filter} agents={agents} />
      <Page layout="list">
        {filter.contact_id !== undefined && (
          <NarrowedTo>
            <span>{t.rich('only', { name: () => <strong>{contact_name ?? `#${filter.contact_id}`}</strong> })}</span>
            {contact_name !== null && <Link to={`/contacts/${filter.contact_id}`}>{t('open')}</Link>}
            <Link to={pathOfAccess(withoutContact(filter))}>{t('all_contacts')}</Link>
          </NarrowedTo>
        )}
        <Table
          caption={t('title')}
          columns={[
            { key: 'at', header: t('at'), cell: ({ at }) => <Moment at={at} as="exact" />, width: 'narrow' },
            {
              key: 'who',
              header: t('who'),
              cell: (record) => <Who record={record} filter={filter} />,
              width: 'narrow',
            },
            { key: 'what', header: t('what'), cell: (record) => <What record={record} /> },
            { key: 'contact', header: t('contact'), cell: (record) => <Whom record={record} filter={filter} /> },
            { key: 'ip', header: t('ip'), cell: ({ ip }) => ip ?? t('no_network'), width: 'narrow' },
          ]}
          rows={records}
          idOf={({ id }) => id}
          nameOf={({ id }) => String(id)}
          empty={
            <EmptyState
              title={t('none')}
              actions={
                Object.keys(fields).length > 0 && (
                  <ButtonLink to={pathOfAccess({})} kind="primary">
                    {t('clear')}
                  </ButtonLink>
                )
              }
            >
              {t('none_hint')}
            </EmptyState>
          }
        />
        <Pager previousTo={null} nextTo={next === null ? null : pathOfAccess(filter, next)}>
          {!is_newest && (
            <ButtonLink to={pathOfAccess(filter)} kind="link">
              {t('newest')}
            </ButtonLink>
          )}
        </Pager>
      </Page>
    </>
  );
}

type Filter = ReturnType<typeof readAccessFilter>;

function withoutContact({ contact_id: _, ...rest }: Filter): Filter {
  return rest;
}

/** Who it was; a press narrows the records to his. */
function Who({ record: { agent_id, agent_name }, filter }: { record: ListedAccess; filter: Filter }) {
  const t = useTranslations('access_records');
  if (agent_id === null) return t('command_line');
  return <Link to={pathOfAccess({ ...filter, agent_id })}>{agent_name}</Link>;
}

/** What he did, and how much he took along. */
function What({ record: { kind, details } }: { record: ListedAccess }) {
  const t = useTranslations('access_records');
  const { rows, columns, reason } = details ?? {};
  const much = [
    rows !== undefined && t('rows', { count: rows }),
    columns && t('columns', { count: columns.length }),
    reason,
  ].filter(Boolean);
  return (
    <>
      {t(`kinds.${kind}`)}
      {much.length > 0 && <span className={css.much}> · {much.join(' · ')}</span>}
    </>
  );
}

/** At whom he looked; a press narrows the records to this contact. */
function Whom({ record, filter }: { record: ListedAccess; filter: Filter }) {
  const t = useTranslations('access_records');
  const { contact_id, contact_name, details } = record;
  if (contact_id === null) return details?.erased ? t('erased') : null;
  const name = contact_name ?? t('gone', { id: contact_id });
  return contact_id === filter.contact_id ? name : <Link to={pathOfAccess({ ...filter, contact_id })}>{name}</Link>;
}
