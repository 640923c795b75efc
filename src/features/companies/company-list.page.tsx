import { useFormatter, useTranslations } from 'use-intl';
import { isAllowed } from '#platform/context.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { RecordValue } from '#ui/record-value.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Toolbar } from '#ui/toolbar.tsx';
import type { Route } from './+types/company-list.page.ts';
import { type ListedCompany, listCompanies } from './list-companies.ts';

/** Beyond this many a count is said as "10,000+". */
const countedTo = 10_000;

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const asked = queryValues(new URL(request.url), ['search', 'after', 'before']);
  const canEdit = ctx.caller.kind === 'agent' && ctx.caller.rights.has('companies.edit');
  const can_import = isAllowed(ctx, 'imports.run');
  return { ...(await listCompanies(ctx, asked)), search: asked.search ?? '', can_edit: canEdit, can_import };
}

export default function CompanyList({ loaderData }: Route.ComponentProps) {
  const { rows, previous, next, count, search, can_edit, can_import } = loaderData;
  const t = useTranslations('companies');
  const many = useCount();
  const pathTo = (key: 'after' | 'before', place: string | null) => {
    if (place === null) return null;
    return `/companies?${new URLSearchParams({ ...(search && { search }), [key]: place })}`;
  };
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('count', { count: many(count) })}
        actions={
          can_edit && (
            <>
              {can_import && (
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
        <Toolbar label={t('search_and_filter')}>
          <SearchBox label={t('search')} />
        </Toolbar>
        <Table
          caption={t('title')}
          columns={useColumns()}
          rows={rows}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          pathOf={({ id }) => `/companies/${id}`}
          empty={<Nothing isSearch={search !== ''} />}
        />
        <Pager previousTo={pathTo('before', previous)} nextTo={pathTo('after', next)} />
      </Page>
    </>
  );
}

function useCount(): (count: number) => string {
  const format = useFormatter();
  return (count) => (count > countedTo ? `${format.number(countedTo)}+` : format.number(count));
}

function useColumns(): [Column<ListedCompany>, ...Column<ListedCompany>[]] {
  const t = useTranslations('companies');
  const many = useCount();
  return [
    { key: 'name', header: t('fields.name'), cell: ({ name }) => name },
    { key: 'domains', header: t('fields.domains'), cell: ({ domains }) => domains.join(', ') },
    {
      key: 'parent_company',
      header: t('fields.parent_company'),
      cell: ({ parent_company }) => parent_company,
      isHiddenOnPhone: true,
    },
    { key: 'industry', header: t('fields.industry'), cell: ({ industry }) => industry, isHiddenOnPhone: true },
    {
      key: 'account_tier',
      header: t('fields.account_tier'),
      cell: ({ account_tier }) => account_tier,
      isHiddenOnPhone: true,
    },
    {
      key: 'renewal_date',
      header: t('fields.renewal_date'),
      cell: ({ renewal_date }) => <RecordValue field={{ kind: 'date' }} value={renewal_date} />,
      isHiddenOnPhone: true,
    },
    {
      key: 'contacts_count',
      header: t('contacts'),
      cell: ({ contacts_count }) => many(contacts_count),
      isNumeric: true,
      width: 'narrow',
    },
  ];
}

function Nothing({ isSearch }: { isSearch: boolean }) {
  const t = useTranslations('companies');
  if (isSearch) return <EmptyState title={t('none_found')}>{t('none_found_hint')}</EmptyState>;
  return (
    <EmptyState
      title={t('none')}
      actions={
        <>
          <ButtonLink to="/imports/new" kind="primary" icon="upload">
            {t('import_customers')}
          </ButtonLink>
          <ButtonLink to="/companies/new" icon="plus">
            {t('new')}
          </ButtonLink>
        </>
      }
    >
      {t('none_hint')}
    </EmptyState>
  );
}
