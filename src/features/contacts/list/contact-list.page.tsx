import { useMemo } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { BulkActName } from '#features/bulk-actions/acts/all-acts.ts';
import { BulkMenu } from '#features/bulk-actions/bulk-menu.tsx';
import { listBulkActs } from '#features/bulk-actions/list-bulk-acts.ts';
import { findCompany } from '#features/companies/find-company.ts';
import { listCompanyNames } from '#features/companies/list-company-names.ts';
import {
  type ContactFilter,
  contactFilterLists,
  contactFilterNames,
  readContactFilter,
  writeContactFilter,
} from '#features/contacts/filter/contact-filter.ts';
import { contactRecord } from '#features/contacts/filter/contact-record.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { countDuplicates } from '#features/duplicates/count-duplicates.ts';
import { DisplayButton } from '#features/lists/display/display-button.tsx';
import { readListColumns, writeListColumns } from '#features/lists/display/list-columns.ts';
import { ListKeys } from '#features/lists/display/list-keys.tsx';
import { Shown } from '#features/lists/display/shown.tsx';
import { sortFields } from '#features/lists/display/sorting.ts';
import { type Conditions, companiesIn } from '#features/lists/filter/condition.ts';
import { FilterButton } from '#features/lists/filter/filter-button.tsx';
import { FilterChips } from '#features/lists/filter/filter-chips.tsx';
import { listSavedViews } from '#features/saved-views/list-saved-views.ts';
import { ViewActions } from '#features/saved-views/view-actions.tsx';
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
import { Toolbar } from '#ui/toolbar.tsx';
import { type Selection, useSelection } from '#ui/use-selection.ts';
import type { Route } from './+types/contact-list.page.ts';
import { alwaysSorted, lockColumns, useContactColumns, usualColumns } from './contact-list-columns.tsx';
import type { ListedContact } from './contact-rows.ts';
import { countContacts, countContactViews, countViewsOfCompany } from './count-contacts.ts';
import { InviteInRow, isInvitable } from './invite-in-row.tsx';
import { listContacts } from './list-contacts.ts';
import { NoContacts } from './no-contacts.tsx';
import { pathOfContacts } from './path-of-contacts.ts';
import { ViewTabs } from './view-tabs.tsx';

const others = ['after', 'before', 'columns', 'saved_view', 'count'] as const;

export const handle = { words: ['bulk_actions'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const asked = queryValues(new URL(request.url), [...contactFilterNames, ...others], contactFilterLists);
  const { after, before, columns: askedColumns, saved_view, count, ...given } = asked;
  const filter = readContactFilter(given);
  const fields = contactRecord.fieldsOf(await listCustomFields(ctx, { record: 'contact' }));
  const columns = readListColumns(askedColumns, { fields, usual: usualOf(filter) });
  // The tabs above a whole view count it.
  const isWholeView = filter.search === '' && filter.conditions.length === 0 && filter.company_id === null;
  const [list, counts, duplicates, company, saved_views, company_names] = await Promise.all([
    listContacts(ctx, {
      ...{ ...filter, after, before, columns: columns.map(({ name }) => name) },
      is_counted: !isWholeView,
    }),
    countViews(ctx, filter),
    isAllowed(ctx, 'contacts.merge') ? countDuplicates(ctx) : null,
    filter.company_id === null ? null : findCompany(ctx, { id: filter.company_id }),
    listSavedViews(ctx, { record: 'contact' }),
    listCompanyNames(ctx, { ids: companiesIn(filter.conditions, fields) }),
  ]);
  const told = isWholeView && counts ? counts[filter.view] : list.count;
  return {
    list: { ...list, count: count === 'exact' ? await countContacts(ctx, filter, { isExact: true }) : told },
    counts,
    duplicates,
    filter,
    fields,
    columns,
    company_names,
    saved_views,
    saved_view: saved_views.find(({ id }) => String(id) === saved_view) ?? null,
    company_name: company?.name ?? null,
    may: {
      edit: isAllowed(ctx, 'contacts.edit'),
      import: isAllowed(ctx, 'imports.run'),
      invite: isAllowed(ctx, 'contacts.invite'),
      bulk: isAllowed(ctx, 'contacts.bulk'),
      export: isAllowed(ctx, 'contacts.export'),
      share: isAllowed(ctx, 'views.share'),
    },
    bulk_acts: listBulkActs(ctx),
  };
}

/** Counts are of the views: beside a search or a filter they would be taken for its own. */
async function countViews(ctx: Context, { search, company_id, conditions }: ContactFilter) {
  if (search || conditions.length > 0) return null;
  return company_id === null ? countContactViews(ctx) : countViewsOfCompany(ctx, { company_id });
}

export default function ContactList({ loaderData }: Route.ComponentProps) {
  const {
    list,
    counts,
    duplicates,
    filter,
    fields,
    columns,
    company_names,
    saved_views,
    saved_view,
    company_name,
    may,
    bulk_acts,
  } = loaderData;
  const t = useTranslations('contacts');
  // Each right by itself gives something to do with chosen rows.
  const canChoose = may.bulk || may.export;
  const kept = {
    columns: writeListColumns(
      columns.map(({ name }) => name),
      usualOf(filter),
    ),
    saved_view: saved_view && String(saved_view.id),
  };
  const pathOf = (changed: ContactFilter, more: Record<string, string | null> = {}) =>
    pathOfContacts(changed, { ...kept, ...more });
  const pathOfConditions = (conditions: Conditions) => pathOf({ ...filter, conditions });
  const shownColumns = useContactColumns({ columns, filter, list, pathOf });
  const ids = useMemo(() => list.rows.map(({ id }) => id), [list]);
  const selection = useSelection(ids);
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={duplicates && duplicates.count > 0 && <DuplicatesLink duplicates={duplicates} />}
        actions={
          <>
            {may.export && list.rows.length > 0 && (
              <ButtonLink to={pathOfExport(filter, { ids: new Set(), isAllMatching: true })} icon="download">
                {t('export')}
              </ButtonLink>
            )}
            {may.edit && (
              <>
                {may.import && (
                  <ButtonLink to="/imports/new" icon="upload">
                    {t('import_customers')}
                  </ButtonLink>
                )}
                <ButtonLink to="/contacts/new" kind="primary" icon="plus">
                  {t('new')}
                </ButtonLink>
              </>
            )}
          </>
        }
      />
      <Page layout="list">
        <ViewTabs
          filter={filter}
          counts={counts}
          views={saved_views}
          current={saved_view?.id ?? null}
          pathOf={(changed) => pathOf(changed, { saved_view: null })}
        />
        {canChoose && (
          <SelectionBar
            selection={selection}
            matching={{ count: list.count.count, isExact: list.count.is_exact }}
            shown={ids.length}
          >
            {may.bulk && may.invite && (
              <ButtonLink to={pathOfAct('invite', filter, selection)} kind="primary" size="small" icon="mail">
                {t('invite_selected')}
              </ButtonLink>
            )}
            <BulkMenu
              acts={bulk_acts}
              isOfDeleted={filter.view === 'deleted'}
              pathOf={(act) => pathOfAct(act, filter, selection)}
              exportTo={may.export ? pathOfExport(filter, selection) : undefined}
            />
          </SelectionBar>
        )}
        {selection.ids.size === 0 && (
          <Toolbar
            label={t('search_and_filter')}
            end={
              <>
                <Shown
                  record="contact"
                  filter={filter}
                  list={list}
                  fields={fields}
                  columns={columns}
                  exactPath={pathOf(filter, { count: 'exact' })}
                />
                <ViewActions
                  record="contact"
                  query={pathOf(filter, { saved_view: null }).split('?')[1] ?? ''}
                  view={saved_view}
                  canShare={may.share}
                />
                <DisplayButton
                  columns={columns}
                  fields={fields}
                  usual={usualOf(filter)}
                  order={{ sort: list.sort, is_descending: filter.is_descending }}
                  sortable={sortFields(fields, list, alwaysSorted)}
                  pathOf={(changed, order) => pathOf({ ...filter, ...order }, { columns: changed })}
                />
                <ListKeys record="contact" canChoose={canChoose} />
              </>
            }
          >
            <SearchBox label={t('search')} placeholder={t('search_placeholder')} />
            <FilterButton
              record="contact"
              conditions={filter.conditions}
              fields={fields}
              companies={company_names}
              pathOf={pathOfConditions}
            />
            {company_name !== null && (
              <ButtonLink
                to={pathOf({ ...filter, company_id: null })}
                size="small"
                icon="close"
                aria-label={t('show_all_companies', { company: company_name })}
              >
                {company_name}
              </ButtonLink>
            )}
            <FilterChips
              record="contact"
              conditions={filter.conditions}
              fields={fields}
              companies={company_names}
              pathOf={pathOfConditions}
            />
          </Toolbar>
        )}
        <Table
          caption={t('title')}
          columns={shownColumns}
          rows={list.rows}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          pathOf={({ id }) => `/contacts/${id}`}
          {...(canChoose && { selection })}
          {...(may.invite && {
            actionsOf: (contact: ListedContact) => isInvitable(contact) && <InviteInRow contact={contact} />,
          })}
          empty={<NoContacts filter={filter} may={may} pathOf={pathOf} />}
        />
        <Pager
          previousTo={list.previous && pathOf(filter, { before: list.previous })}
          nextTo={list.next && pathOf(filter, { after: list.next })}
        />
      </Page>
    </>
  );
}

/** Who is locked out is asked with why and for how long. */
function usualOf({ view }: ContactFilter): readonly string[] {
  return view === 'locked' ? lockColumns : usualColumns;
}

/** Where an act on many is looked at before it is done: on those chosen one by one, or on all that the filter means. */
function pathOfAct(act: BulkActName, filter: ContactFilter, selection: Chosen): string {
  return `/bulk-actions/new?${new URLSearchParams([['act', act], ...chosenOnes(filter, selection)])}`;
}

/** Where the same are taken out as a file. */
function pathOfExport(filter: ContactFilter, selection: Chosen): string {
  return `/contacts/export?${new URLSearchParams(chosenOnes(filter, selection))}`;
}

type Chosen = Pick<Selection, 'isAllMatching'> & { ids: ReadonlySet<number> };

/** The filter goes along with single ones too: it is the way back to the list as it was. */
function chosenOnes(filter: ContactFilter, { ids, isAllMatching }: Chosen): [string, string][] {
  return [...writeContactFilter(filter), isAllMatching ? ['all', 'yes'] : ['ids', [...ids].join()]];
}

/** The quiet way to what there is to tidy up. */
function DuplicatesLink({ duplicates: { count, is_exact } }: { duplicates: { count: number; is_exact: boolean } }) {
  const t = useTranslations('duplicates');
  return <Link to="/duplicates">{t(is_exact ? 'count' : 'more_than', { count })}</Link>;
}
