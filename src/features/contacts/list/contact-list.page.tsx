import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { findCompany } from '#features/companies/find-company.ts';
import {
  type ContactFilter,
  contactFilterNames,
  contactViews,
  readContactFilter,
  writeContactFilter,
} from '#features/contacts/filter/contact-filter.ts';
import { type Context, isAllowed } from '#platform/context.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { SelectionBar } from '#ui/selection-bar.tsx';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Toolbar } from '#ui/toolbar.tsx';
import { type Selection, useSelection } from '#ui/use-selection.ts';
import type { Route } from './+types/contact-list.page.ts';
import { useContactColumns } from './contact-list-columns.tsx';
import type { ListedContact } from './contact-rows.ts';
import { countContactViews, countViewsOfCompany } from './count-contacts.ts';
import { InviteInRow, isInvitable } from './invite-in-row.tsx';
import { listContacts } from './list-contacts.ts';
import { NoContacts } from './no-contacts.tsx';
import { pathOfContacts } from './path-of-contacts.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { after, before, ...given } = queryValues(new URL(request.url), [...contactFilterNames, 'after', 'before']);
  const filter = readContactFilter(given);
  const [list, views, company] = await Promise.all([
    listContacts(ctx, { ...filter, after, before }),
    countViews(ctx, filter),
    filter.company_id === null ? null : findCompany(ctx, { id: filter.company_id }),
  ]);
  return {
    list,
    views,
    filter,
    company_name: company?.name ?? null,
    can_edit: isAllowed(ctx, 'contacts.edit'),
    can_invite: isAllowed(ctx, 'contacts.invite'),
    can_invite_many: isAllowed(ctx, 'contacts.bulk'),
  };
}

/** Counts are of the views: beside a search they would be taken for its own. */
async function countViews(ctx: Context, { search, company_id }: ContactFilter) {
  if (search) return null;
  return company_id === null ? countContactViews(ctx) : countViewsOfCompany(ctx, { company_id });
}

export default function ContactList({ loaderData }: Route.ComponentProps) {
  const { list, views, filter, company_name, can_edit, can_invite, can_invite_many } = loaderData;
  const t = useTranslations('contacts');
  const columns = useContactColumns(filter, list.is_newest_first);
  const ids = useMemo(() => list.rows.map(({ id }) => id), [list]);
  const selection = useSelection(ids);
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          can_edit && (
            <>
              <ButtonLink to="/imports/new" icon="upload">
                {t('import_customers')}
              </ButtonLink>
              <ButtonLink to="/contacts/new" kind="primary" icon="plus">
                {t('new')}
              </ButtonLink>
            </>
          )
        }
      />
      <Page layout="list">
        <Tabs
          label={t('views_label')}
          tabs={contactViews.map((view) => ({
            to: pathOfContacts({ ...filter, view }),
            label: t(`views.${view}`),
            isCurrent: view === filter.view,
            ...(views && { count: { count: views[view].count, isExact: views[view].is_exact } }),
          }))}
        />
        {can_invite_many && (
          <SelectionBar
            selection={selection}
            matching={{ count: list.count.count, isExact: list.count.is_exact }}
            shown={ids.length}
          >
            <ButtonLink to={pathOfInviting(filter, selection)} kind="primary" size="small" icon="mail">
              {t('invite_selected')}
            </ButtonLink>
          </SelectionBar>
        )}
        {selection.ids.size === 0 && (
          <Toolbar label={t('search_and_filter')} end={<Shown filter={filter} list={list} />}>
            <SearchBox label={t('search')} placeholder={t('search_placeholder')} />
            {company_name !== null && (
              <ButtonLink
                to={pathOfContacts({ ...filter, company_id: null })}
                size="small"
                icon="close"
                aria-label={t('show_all_companies', { company: company_name })}
              >
                {company_name}
              </ButtonLink>
            )}
          </Toolbar>
        )}
        <Table
          caption={t('title')}
          columns={columns}
          rows={list.rows}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          pathOf={({ id }) => `/contacts/${id}`}
          {...(can_invite_many && { selection })}
          {...(can_invite && {
            actionsOf: (contact: ListedContact) => isInvitable(contact) && <InviteInRow contact={contact} />,
          })}
          empty={<NoContacts filter={filter} />}
        />
        <Pager
          previousTo={list.previous && pathOfContacts(filter, { before: list.previous })}
          nextTo={list.next && pathOfContacts(filter, { after: list.next })}
        />
      </Page>
    </>
  );
}

/** Where many are invited: those chosen one by one, or all that the filter means. Nothing is sent before that page is seen. */
function pathOfInviting(filter: ContactFilter, { ids, isAllMatching }: Selection): string {
  const chosen = isAllMatching ? { ...writeContactFilter(filter), all: 'yes' } : { ids: [...ids].join() };
  return `/bulk-actions/new?${new URLSearchParams({ act: 'invite', ...chosen })}`;
}

/** How many a search has found, said again by screen readers while one types. */
function Shown({ filter, list }: { filter: ContactFilter; list: Awaited<ReturnType<typeof listContacts>> }) {
  const t = useTranslations('contacts');
  const format = useFormatter();
  if (!filter.search) return null;
  const { count, is_exact } = list.count;
  return <p role="status">{is_exact ? t('shown', { count }) : t('shown_of_more', { count: format.number(count) })}</p>;
}
