import { useFormatter, useTranslations } from 'use-intl';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { Moment } from '#ui/moment.tsx';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Pager } from '#ui/pager.tsx';
import { type Column, Table } from '#ui/table.tsx';
import type { Route } from './+types/bulk-action-list.page.ts';
import { useActName } from './act-words.ts';
import { BulkActionBadge } from './bulk-action-badge.tsx';
import { type ListedBulkAction, listBulkActions } from './list-bulk-actions.ts';

export const handle = { words: ['bulk_actions'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const place = Number(queryValues(new URL(request.url), ['after']).after);
  return listBulkActions(pageContext(context), place > 0 ? { after: place } : {});
}

/** Every act on many contacts, the ones under way included, so that none is lost from sight. */
export default function BulkActionList({ loaderData: { bulk_actions, next } }: Route.ComponentProps) {
  const t = useTranslations('bulk_actions');
  const contacts = useTranslations('contacts');
  const nameOf = useActName();
  return (
    <>
      <PageHeader title={t('list_title')} crumbs={[{ to: '/contacts', label: contacts('title') }]} />
      <Page layout="list">
        <Table
          caption={t('list_title')}
          columns={useColumns()}
          rows={bulk_actions}
          idOf={({ id }) => id}
          nameOf={(one) => t('page_title', { act: nameOf(one), count: one.total_count })}
          pathOf={({ id }) => `/bulk-actions/${id}`}
          empty={<EmptyState title={t('none')}>{t('none_hint')}</EmptyState>}
        />
        <Pager previousTo={null} nextTo={next === null ? null : `/bulk-actions?after=${next}`} />
      </Page>
    </>
  );
}

function useColumns(): [Column<ListedBulkAction>, ...Column<ListedBulkAction>[]] {
  const t = useTranslations('bulk_actions');
  const format = useFormatter();
  const nameOf = useActName();
  return [
    {
      key: 'title',
      header: t('act'),
      cell: (one) => t('page_title', { act: nameOf(one), count: one.total_count }),
      width: 'wide',
    },
    { key: 'state', header: t('state'), cell: ({ state }) => <BulkActionBadge state={state} isQuiet /> },
    {
      key: 'done_count',
      header: t('done_count'),
      cell: ({ done_count }) => format.number(done_count),
      isNumeric: true,
      width: 'narrow',
    },
    {
      key: 'skipped_count',
      header: t('left_out'),
      cell: ({ skipped_count }) => format.number(skipped_count),
      isNumeric: true,
      width: 'narrow',
    },
    { key: 'by', header: t('by'), cell: ({ agent_name }) => agent_name ?? t('maru'), isHiddenOnPhone: true },
    {
      key: 'created_at',
      header: t('started'),
      cell: ({ created_at }) => <Moment at={created_at} />,
      width: 'narrow',
    },
  ];
}
