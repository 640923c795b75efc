import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { AddressText } from '#ui/address-text.tsx';
import { Moment } from '#ui/moment.tsx';
import type { Column } from '#ui/table.tsx';
import css from './board.module.css';
import { InvitationBadge } from './invitation-badge.tsx';
import type { ListedInvitation } from './list-invitations.ts';

type BoardColumn = Column<ListedInvitation>;

/** The columns of the board, the contact's name first, then how far his link has come and when. */
export function useInvitationColumns(): [BoardColumn, ...BoardColumn[]] {
  const t = useTranslations('invitations');
  const board = useTranslations('invitation_board');
  const when = (key: 'accepted_at' | 'opened_at' | 'spent_at'): BoardColumn => ({
    key,
    header: board(`columns.${key}`),
    cell: (row) => row[key] && <Moment at={row[key]} />,
    width: 'narrow',
    isHiddenOnPhone: true,
  });
  return [
    { key: 'who', header: t('who'), cell: ({ contact_name }) => contact_name, width: 'share' },
    { key: 'address', header: t('address'), cell: ({ email }) => <AddressText address={email} />, width: 'share' },
    { key: 'state', header: t('state'), cell: (row) => <State invitation={row} />, width: 'share-more' },
    {
      key: 'created_at',
      header: t('sent_on'),
      cell: ({ created_at }) => <Moment at={created_at} />,
      width: 'narrow',
    },
    when('accepted_at'),
    when('opened_at'),
    when('spent_at'),
    {
      key: 'expires_at',
      header: t('until'),
      cell: ({ expires_at, state }) => {
        if (expires_at) return <Moment at={expires_at} as="date" />;
        return (state === 'queued' || state === 'link_opened') && t('not_begun');
      },
      width: 'narrow',
      isHiddenOnPhone: true,
    },
  ];
}

/** The state in a word and, beside it, what is to be known of it. */
function State({ invitation }: { invitation: ListedInvitation }) {
  const t = useTranslations('invitation_board');
  const hints = useTranslations('invitations');
  const { state, reminder_number } = invitation;
  return (
    <span className={css.state}>
      <span title={state === 'link_opened' ? hints('opened_hint') : state === 'sent' ? hints('sent_hint') : undefined}>
        <InvitationBadge state={state} />
      </span>
      {reminder_number > 0 && <span className={css.note}>{t('reminder', { number: reminder_number })}</span>}
      <Note invitation={invitation} />
    </span>
  );
}

function Note({ invitation }: { invitation: ListedInvitation }): ReactNode {
  const bounces = useTranslations('invitations.bounces');
  const { state, bounced_at, bounce_reason, last_error } = invitation;
  if (state !== 'bounced') return null;
  return (
    <span className={css.note} title={last_error ?? undefined}>
      {bounces((bounce_reason ?? 'unknown') as 'unknown')}
      {bounced_at && (
        <>
          {' · '}
          <Moment at={bounced_at} />
        </>
      )}
    </span>
  );
}
