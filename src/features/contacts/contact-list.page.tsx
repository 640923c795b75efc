import { useFormatter, useTranslations } from 'use-intl';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { SearchBox } from '#ui/search-box.tsx';
import { Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Toolbar } from '#ui/toolbar.tsx';
import type { Route } from './+types/contact-list.page.ts';
import { type ContactFilter, contactFilterNames, contactViews, readContactFilter } from './contact-filter.ts';
import { useContactColumns } from './contact-list-columns.tsx';
import { countContactViews } from './count-contacts.ts';
import { listContacts } from './list-contacts.ts';
import { NoContacts } from './no-contacts.tsx';
import { pathOfContacts } from './path-of-contacts.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const { after, before, ...given } = queryValues(new URL(request.url), [...contactFilterNames, 'after', 'before']);
  const filter = readContactFilter(given);
  const [list, views] = await Promise.all([listContacts(ctx, { ...filter, after, before }), countContactViews(ctx)]);
  const { caller } = ctx;
  return { list, views, filter, can_edit: caller.kind === 'agent' && caller.rights.has('contacts.edit') };
}

export default function ContactList({ loaderData: { list, views, filter, can_edit } }: Route.ComponentProps) {
  const t = useTranslations('contacts');
  const columns = useContactColumns(filter, list.is_newest_first);
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
            count: { count: views[view].count, isExact: views[view].is_exact },
          }))}
        />
        <Toolbar label={t('search_and_filter')} end={<Shown filter={filter} list={list} />}>
          <SearchBox label={t('search')} placeholder={t('search_placeholder')} />
        </Toolbar>
        <Table
          caption={t('title')}
          columns={columns}
          rows={list.rows}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          pathOf={({ id }) => `/contacts/${id}`}
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

/** How many a search has found, said again by screen readers while one types. */
function Shown({ filter, list }: { filter: ContactFilter; list: Awaited<ReturnType<typeof listContacts>> }) {
  const t = useTranslations('contacts');
  const format = useFormatter();
  if (!filter.search) return null;
  const { count, is_exact } = list.count;
  return <p role="status">{is_exact ? t('shown', { count }) : t('shown_of_more', { count: format.number(count) })}</p>;
}
