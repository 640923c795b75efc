import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { isAllowed } from '#platform/context.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Moment } from '#ui/moment.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Toolbar } from '#ui/toolbar.tsx';
import type { Route } from './+types/company-list.page.ts';
import { type CompanyView, companyViews } from './company.ts';
import { type CompanySort, companySorts, type ListedCompany, listCompanies } from './list-companies.ts';

const addressNames = ['view', 'search', 'sort', 'order', 'after', 'before'] as const;
/** Beyond these many a count is said as "10,000+", of a company's contacts as "1,000+". */
const countedTo = 10_000;
const membersCountedTo = 1_000;

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { search, after, before, sort: by, order, view: shown } = queryValues(new URL(request.url), addressNames);
  const view = companyViews.find((one) => one === shown) ?? 'all';
  const sort = companySorts.find((one) => one === by) ?? 'name';
  const is_descending = order === undefined ? sort === 'updated' : order === 'descending';
  const list = await listCompanies(ctx, { view, search, after, before, sort, is_descending });
  const may = { edit: isAllowed(ctx, 'companies.edit'), import: isAllowed(ctx, 'imports.run') };
  return { ...list, view, search: search ?? '', sort, is_descending, may };
}

export default function CompanyList({ loaderData }: Route.ComponentProps) {
  const { rows, previous, next, count, deleted_count, view, search, sort, is_descending, may } = loaderData;
  const t = useTranslations('companies');
  const many = useCount();
  const shown = { view, search, sort, is_descending };
  const pathTo = (key: 'after' | 'before', place: string | null) =>
    place === null ? null : pathOfCompanies(shown, { [key]: place });
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('count', { count: many(count) })}
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
        {(deleted_count > 0 || view === 'deleted') && <Views shown={shown} deletedCount={deleted_count} />}
        <Toolbar label={t('search_and_filter')}>
          <SearchBox label={t('search')} />
        </Toolbar>
        <Table
          caption={t('title')}
          columns={useColumns(shown)}
          rows={rows}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          pathOf={({ id }) => `/companies/${id}`}
          empty={<Nothing shown={shown} may={may} />}
        />
        <Pager previousTo={pathTo('before', previous)} nextTo={pathTo('after', next)} />
      </Page>
    </>
  );
}

interface Shown {
  view: CompanyView;
  search: string;
  sort: CompanySort;
  is_descending: boolean;
}

function pathOfCompanies({ view, search, sort, is_descending }: Shown, place: Record<string, string> = {}): string {
  const usual = sort === 'updated';
  const query = new URLSearchParams({
    ...(view !== 'all' && { view }),
    ...(search && { search }),
    ...(sort !== 'name' && { sort }),
    ...(is_descending !== usual && { order: is_descending ? 'descending' : 'ascending' }),
    ...place,
  }).toString();
  return query ? `/companies?${query}` : '/companies';
}

/** The way to deleted companies, there as soon as one is. */
function Views({ shown, deletedCount }: { shown: Shown; deletedCount: number }) {
  const t = useTranslations('companies');
  const tabs = companyViews.map((view) => ({
    to: pathOfCompanies({ ...shown, view }),
    label: t(`views.${view}`),
    isCurrent: view === shown.view,
    ...(view === 'deleted' && {
      count: { count: Math.min(deletedCount, countedTo), isExact: deletedCount <= countedTo },
    }),
  }));
  return <Tabs label={t('views_label')} tabs={tabs} />;
}

/** A second press turns the order round. */
function sortOf(shown: Shown, sort: CompanySort): NonNullable<Column<ListedCompany>['sort']> {
  const isCurrent = shown.sort === sort;
  const is_descending = isCurrent ? !shown.is_descending : sort === 'updated';
  const direction = isCurrent ? (shown.is_descending ? 'descending' : 'ascending') : null;
  return { to: pathOfCompanies({ ...shown, sort, is_descending }), direction };
}

function useCount(limit = countedTo): (count: number) => string {
  const format = useFormatter();
  return (count) => (count > limit ? `${format.number(limit)}+` : format.number(count));
}

function useColumns(shown: Shown): [Column<ListedCompany>, ...Column<ListedCompany>[]] {
  const t = useTranslations('companies');
  const many = useCount(membersCountedTo);
  return [
    { key: 'name', header: t('fields.name'), cell: ({ name }) => name, sort: sortOf(shown, 'name') },
    {
      key: 'parent_company',
      header: t('fields.parent_company'),
      cell: ({ parent_company_id, parent_company }) =>
        parent_company_id && <Link to={`/companies/${parent_company_id}`}>{parent_company}</Link>,
    },
    { key: 'domains', header: t('fields.domains'), cell: ({ domains }) => domains.join(', ') },
    { key: 'industry', header: t('fields.industry'), cell: ({ industry }) => industry, isHiddenOnPhone: true },
    {
      key: 'account_tier',
      header: t('fields.account_tier'),
      cell: ({ account_tier }) => account_tier,
      isHiddenOnPhone: true,
    },
    {
      key: 'contacts_count',
      header: t('contacts'),
      cell: ({ contacts_count }) => many(contacts_count),
      isNumeric: true,
      width: 'narrow',
    },
    shown.view === 'deleted'
      ? {
          key: 'deleted_at',
          header: t('deleted_at'),
          cell: ({ deleted_at }) => deleted_at && <Moment at={deleted_at} />,
          width: 'narrow',
        }
      : {
          key: 'updated_at',
          header: t('updated'),
          cell: ({ updated_at }) => <Moment at={updated_at} />,
          width: 'narrow',
          isHiddenOnPhone: true,
          sort: sortOf(shown, 'updated'),
        },
  ];
}

function Nothing({ shown, may }: { shown: Shown; may: { edit: boolean; import: boolean } }) {
  const t = useTranslations('companies');
  if (shown.search) return <EmptyState title={t('none_found')}>{t('none_found_hint')}</EmptyState>;
  if (shown.view === 'deleted') return <EmptyState title={t('none_deleted')}>{t('none_deleted_hint')}</EmptyState>;
  return (
    <EmptyState
      title={t('none')}
      actions={
        <>
          {may.import && (
            <ButtonLink to="/imports/new" kind="primary" icon="upload">
              {t('import_customers')}
            </ButtonLink>
          )}
          {may.edit && (
            <ButtonLink to="/companies/new" icon="plus">
              {t('new')}
            </ButtonLink>
          )}
        </>
      }
    >
      {t('none_hint')}
    </EmptyState>
  );
}
