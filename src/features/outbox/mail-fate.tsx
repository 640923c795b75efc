import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import type { MailView } from './find-mail.ts';

/** Reasons that Maru gives itself; anything else is what the mail server, or the way there, said. */
const ownReasons = ['too_late', 'pointless', 'unwritten', 'interrupted', 'restored', 'switched_off'] as const;

/** A reason in words: the mail server's own, or the sentence for one of ours. */
export function useReason(): (last_error: string) => string {
  const t = useTranslations('outbox.reasons');
  return (last_error) => {
    const own = ownReasons.find((reason) => reason === last_error);
    return own ? t(own) : last_error;
  };
}

type Props = Pick<
  MailView['message'],
  'state' | 'try_count' | 'send_after' | 'last_error' | 'contact_id' | 'bounce_reason'
> &
  Pick<MailView, 'waits_for'>;

/** Why a mail has not gone out, and what can be done about it; nothing for one that has. */
export function MailFate({ state, waits_for, try_count, send_after, last_error, contact_id, bounce_reason }: Props) {
  const t = useTranslations('outbox.fate');
  const reasonOf = useReason();
  const bounces = useTranslations('invitations.bounces');
  const reason = last_error && reasonOf(last_error);
  if (state === 'failed' || state === 'bounced') {
    return (
      <Notice
        tone="danger"
        title={t('failed')}
        actions={contact_id !== null && <Link to={`/contacts/${contact_id}`}>{t('to_contact')}</Link>}
      >
        {bounce_reason && <p>{bounces(bounce_reason)}</p>}
        <p>{bounce_reason ? <q>{reason}</q> : reason}</p>
        {contact_id !== null && <p>{t('failed_hint')}</p>}
      </Notice>
    );
  }
  if (state === 'dropped') return <Notice title={t('dropped')}>{reason}</Notice>;
  if (state === 'cancelled') return <Notice title={t('cancelled')}>{reason}</Notice>;
  if (waits_for === null) return null;
  if (waits_for !== 'turn') {
    const isSwitch = waits_for === 'switch';
    return (
      <Notice tone="warning" title={t(waits_for)} actions={isSwitch && <Link to="/outbox">{t('to_switch')}</Link>} />
    );
  }
  if (try_count === 0) return <Notice title={t('turn')} />;
  return (
    <Notice tone="warning" title={t('tried', { count: try_count })}>
      {reason && <p>{reason}</p>}
      <p>{t.rich('next', { at: () => <Moment at={send_after} as="exact" /> })}</p>
    </Notice>
  );
}
