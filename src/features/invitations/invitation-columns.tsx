import { useTranslations } from 'use-intl';
import { Moment } from '#ui/moment.tsx';
import type { Column } from '#ui/table.tsx';
import { InvitationBadge } from './invitation-badge.tsx';
import type { ListedInvitation } from './list-invitations.ts';

/** The columns of every list of invitations, the contact's name first. */
export function useInvitationColumns(): [Column<ListedInvitation>, ...Column<ListedInvitation>[]] {
  const t = useTranslations('invitations');
  return [
    { key: 'who', header: t('who'), cell: ({ contact_name }) => contact_name },
    { key: 'address', header: t('address'), cell: ({ email }) => email },
    {
      key: 'state',
      header: t('state'),
      cell: ({ state, last_error }) => (
        <span title={state === 'link_opened' ? t('opened_hint') : (last_error ?? undefined)}>
          <InvitationBadge state={state} />
        </span>
      ),
    },
    {
      key: 'created_at',
      header: t('sent_on'),
      cell: ({ created_at }) => <Moment at={created_at} />,
      width: 'narrow',
    },
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
