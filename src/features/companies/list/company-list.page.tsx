import { useTranslations } from 'use-intl';
import { type CompanyView, companyViews } from '#features/companies/company.ts';
import { listCompanyNames } from '#features/companies/list-company-names.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import { DisplayButton } from '#features/lists/display/display-button.tsx';
import { readListColumns, writeListColumns } from '#features/lists/display/list-columns.ts';
import { ListKeys } from '#features/lists/display/list-keys.tsx';
import { Shown } from '#features/lists/display/shown.tsx';
import { sortFields } from '#features/lists/display/sorting.ts';
import { type Conditions, companiesIn } from '#features/lists/filter/condition.ts';
import { FilterButton } from '#features/lists/filter/filter-button.tsx';
import { FilterChips } from '#features/lists/filter/filter-chips.tsx';
import { listFilterLists, listFilterNames, pathOfList, writeListFilter } from '#features/lists/filter/list-filter.ts';
import type { ListCount } from '#features/lists/rows/count-matching.ts';
import { listSavedViews } from '#features/saved-views/list-saved-views.ts';
import type { SavedView } from '#features/saved-views/saved-view.ts';
import { tabCount, useKeptTabs } from '#features/saved-views/use-kept-tabs.tsx';
import { ViewActions } from '#features/saved-views/view-actions.tsx';
import { isAllowed } from '#platform/context.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { Table } from '#ui/table.tsx';
import { type Tab, Tabs } from '#ui/tabs.tsx';
import { Toolbar } from '#ui/toolbar.tsx';
import type { Route } from './+types/company-list.page.ts';
import { type CompanyFilter, readCompanyFilter } from './company-filter.ts';
import { alwaysSorted, useCompanyColumns, usualColumns } from './company-list-columns.tsx';
import { companyRecord } from './company-record.ts';
import { countCompanies } from './count-companies.ts';
import { listCompanies } from './list-companies.ts';
import { NoCompanies } from './no-companies.tsx';

const others = ['after', 'before', 'columns', 'saved_view', 'count'] as const;

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const asked = queryValues(new URL(request.url), [...listFilterNames, ...others], listFilterLists);
  const { after, before, columns: askedColumns, saved_view, count, ...given } = asked;
  const filter = readCompanyFilter(given);
  const known = companyRecord.fieldsOf(await listCustomFields(ctx, { record: 'company' }));
  // When it was deleted says nothing of a company that is there.
  const fields = filter.view === 'deleted' ? known : known.filter(({ name }) => name !== 'deleted_at');
  const columns = readListColumns(askedColumns, { fields, usual: usualColumns(filter.view) });
  const [list, company_names, saved_views] = await Promise.all([
    listCompanies(ctx, { ...filter, after, before, columns: columns.map(({ name }) => name) }),
    listCompanyNames(ctx, { ids: companiesIn(filter.conditions, fields) }),
    listSavedViews(ctx, { record: 'company' }),
  ]);
  return {
    list: count === 'exact' ? { ...list, count: await countCompanies(ctx, filter, { isExact: true }) } : list,
    filter,
    fields,
    columns,
    company_names,
    saved_views,
    saved_view: saved_views.find(({ id }) => String(id) === saved_view) ?? null,
    may: {
      edit: isAllowed(ctx, 'companies.edit'),
      import: isAllowed(ctx, 'imports.run'),
      share: isAllowed(ctx, 'views.share'),
    },
  };
}

export default function CompanyList({ loaderData }: Route.ComponentProps) {
  const { list, filter, fields, columns, company_names, saved_views, saved_view, may } = loaderData;
  const t = useTranslations('companies');
  const usual = usualColumns(filter.view);
  const kept = {
    columns: writeListColumns(
      columns.map(({ name }) => name),
      usual,
    ),
    saved_view: saved_view && String(saved_view.id),
  };
  const pathOf = (changed: CompanyFilter, more: Record<string, string | null> = {}) =>
    pathOfList('/companies', writeListFilter(changed), { ...kept, ...more });
  const asked = {
    record: 'company',
    conditions: filter.conditions,
    fields,
    companies: company_names,
    pathOf: (conditions: Conditions) => pathOf({ ...filter, conditions }),
  } as const;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          may.edit && (
            <>
              {may.import && (
                <ButtonLink to="/imports/new?record=company" icon="upload">
                  {t('import')}
                </ButtonLink>
              )}
              <ButtonLink to="/companies/new" kind="primary" icon="plus">
                {t('new')}
              </ButtonLink>
            </>
          )
        }
      />
      <Page layout="list">
        <Views
          filter={filter}
          list={list}
          views={saved_views}
          current={saved_view?.id ?? null}
          pathOf={(changed) => pathOf(changed, { saved_view: null })}
        />
        <Toolbar
          label={t('search_and_filter')}
          end={
            <>
              <Shown
                record="company"
                filter={filter}
                list={list}
                fields={fields}
                columns={columns}
                exactPath={pathOf(filter, { count: 'exact' })}
              />
              <ViewActions
                record="company"
                query={pathOf(filter, { saved_view: null }).split('?')[1] ?? ''}
                view={saved_view}
                canShare={may.share}
              />
              <DisplayButton
                columns={columns}
                fields={fields}
                usual={usual}
                order={{ sort: list.sort, is_descending: filter.is_descending }}
                sortable={sortFields(fields, list, alwaysSorted)}
                pathOf={(changed, order) => pathOf({ ...filter, ...order }, { columns: changed })}
              />
              <ListKeys record="company" canChoose={false} />
            </>
          }
        >
          <SearchBox label={t('search')} placeholder={t('search_placeholder')} />
          <FilterButton {...asked} />
          <FilterChips {...asked} />
        </Toolbar>
        <Table
          caption={t('title')}
          columns={useCompanyColumns({ columns, filter, list, pathOf })}
          rows={list.rows}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          pathOf={({ id }) => `/companies/${id}`}
          empty={<NoCompanies filter={filter} may={may} pathOf={pathOf} />}
        />
        <Pager
          previousTo={list.previous && pathOf(filter, { before: list.previous })}
          nextTo={list.next && pathOf(filter, { after: list.next })}
        />
      </Page>
    </>
  );
}

interface ViewsProps {
  filter: CompanyFilter;
  list: { count: ListCount; deleted_count: ListCount };
  views: readonly SavedView[];
  /** The view that is open, if it is a kept one. */
  current: number | null;
  pathOf(filter: CompanyFilter): string;
}

/** All companies, those that were deleted as soon as one is, and behind them views that somebody has kept. A count is of the view: not where a search narrows it. */
function Views({ filter, list, views, current, pathOf }: ViewsProps) {
  const t = useTranslations('companies');
  const kept = useKeptTabs({ record: 'company', views, current });
  const isWhole = !filter.search && filter.conditions.length === 0;
  const countOf = (view: CompanyView) => {
    if (view === 'deleted') return list.deleted_count;
    return isWhole && filter.view === view ? list.count : null;
  };
  const shown = companyViews.filter(
    (view) => view !== 'deleted' || filter.view === view || list.deleted_count.count > 0,
  );
  const tabs = shown.map((view): Tab => {
    const counted = countOf(view);
    return {
      to: pathOf({ ...filter, view }),
      label: t(`views.${view}`),
      isCurrent: current === null && view === filter.view,
      ...(counted && { count: tabCount(counted) }),
    };
  });
  return <Tabs label={t('views_label')} tabs={[...tabs, ...kept]} />;
}
