import { useTranslations } from 'use-intl';
import { InvitationBadge } from '#features/invitations/invitation-badge.tsx';
import { MailBadge } from '#features/outbox/mail-badge.tsx';
import { Pager } from '#ui/pager.tsx';
import { type Column, Table } from '#ui/table.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { useReasonWords } from './act-words.ts';
import { doneLabel } from './bulk-action-progress.tsx';
import type { FoundBulkAction } from './find-bulk-action.ts';
import type { BulkActionRowPage, ListedBulkActionRow } from './list-bulk-action-rows.ts';

interface Props {
  found: FoundBulkAction;
  results: BulkActionRowPage;
  outcome: 'done' | 'skipped' | null;
}

/** What became of each contact, with the reason where nothing did. */
export function BulkActionResults({ found, results, outcome }: Props) {
  const t = useTranslations('bulk_actions');
  const { id } = found;
  const pathOf = (shown: Props['outcome'], after?: number | null) => {
    const query = new URLSearchParams({ ...(shown && { outcome: shown }), ...(after && { after: String(after) }) });
    return query.size > 0 ? `/bulk-actions/${id}?${query}` : `/bulk-actions/${id}`;
  };
  const tabs = ([null, 'done', 'skipped'] as const).map((shown) => ({
    to: pathOf(shown),
    label: t(shown === null ? 'all' : shown === 'done' ? doneLabel(found) : 'left_out'),
    isCurrent: shown === outcome,
  }));
  return (
    <>
      <Tabs label={t('results')} tabs={tabs} />
      <Table
        caption={t('results')}
        columns={useColumns(found)}
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

function useColumns(found: FoundBulkAction): [Column<ListedBulkActionRow>, ...Column<ListedBulkActionRow>[]] {
  const t = useTranslations('bulk_actions');
  const invitations = useTranslations('invitations');
  const wordsOf = useReasonWords();
  const { act, state, sends_mail } = found;
  return [
    { key: 'name', header: invitations('who'), cell: ({ name }) => name ?? t('gone') },
    { key: 'email', header: invitations('address'), cell: ({ email }) => email },
    {
      key: 'result',
      header: t('result'),
      cell: ({ outcome, reason, invitation_state, mail_state }) => {
        if (reason) return t('reason_left_out', { reason: wordsOf(act, reason) });
        if (invitation_state) return <InvitationBadge state={invitation_state} />;
        if (sends_mail && mail_state) return <MailBadge state={mail_state} />;
        if (outcome === 'done' && !sends_mail) return t(act === 'undo' ? 'row_undone' : 'row_done');
        if (outcome === null && state !== 'cancelled') return t('not_yet');
        return t(sends_mail ? 'not_sent' : 'row_not_done');
      },
      width: 'wide',
    },
  ];
}
