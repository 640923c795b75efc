import { useTranslations } from 'use-intl';
import { InvitationBadge } from '#features/invitations/invitation-badge.tsx';
import { Pager } from '#ui/pager.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import type { FoundBulkAction } from './find-bulk-action.ts';
import type { BulkActionRowPage, ListedBulkActionRow } from './list-bulk-action-rows.ts';

interface Props {
  id: number;
  state: FoundBulkAction['state'];
  results: BulkActionRowPage;
  outcome: 'done' | 'skipped' | null;
}

/** What became of each contact, with the reason where nothing did. */
export function BulkActionResults({ id, state, results, outcome }: Props) {
  const t = useTranslations('bulk_actions');
  const pathOf = (shown: Props['outcome'], after?: number | null) => {
    const query = new URLSearchParams({ ...(shown && { outcome: shown }), ...(after && { after: String(after) }) });
    return query.size > 0 ? `/bulk-actions/${id}?${query}` : `/bulk-actions/${id}`;
  };
  const tabs = ([null, 'done', 'skipped'] as const).map((shown) => ({
    to: pathOf(shown),
    label: t(shown === null ? 'all' : shown === 'done' ? 'invited' : 'left_out'),
    isCurrent: shown === outcome,
  }));
  return (
    <>
      <Tabs label={t('results')} tabs={tabs} />
      <Table
        caption={t('results')}
        columns={useColumns(state)}
        rows={results.rows}
        idOf={({ position }) => position}
        nameOf={({ name }) => name ?? t('gone')}
        pathOf={({ contact_id }) => `/contacts/${contact_id}`}
        empty={<p>{t('not_yet')}</p>}
      />
      <Pager previousTo={null} nextTo={results.next === null ? null : pathOf(outcome, results.next)} />
    </>
  );
}

function useColumns(state: FoundBulkAction['state']): [Column<ListedBulkActionRow>, ...Column<ListedBulkActionRow>[]] {
  const t = useTranslations('bulk_actions');
  const invitations = useTranslations('invitations');
  return [
    { key: 'name', header: invitations('who'), cell: ({ name }) => name ?? t('gone') },
    { key: 'email', header: invitations('address'), cell: ({ email }) => email },
    {
      key: 'result',
      header: t('result'),
      cell: ({ outcome, reason, invitation_state }) => {
        if (reason) return t('reason_left_out', { reason: invitations(`reasons.${reason}`) });
        if (invitation_state) return <InvitationBadge state={invitation_state} />;
        return t(outcome === null && state !== 'cancelled' ? 'not_yet' : 'not_sent');
      },
      width: 'wide',
    },
  ];
}
