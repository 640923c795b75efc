import { useTranslations } from 'use-intl';
import type { MailPace } from '#features/outbox/pace/find-pace.ts';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';

/** How much mail to many waits, at what pace it goes out and when the last of it will have gone; nothing where none waits. */
export function PaceWords({ pace }: { pace: MailPace }) {
  const t = useTranslations('invitation_board.pace');
  const { waiting_count, mail_per_hour, from_hour, until_hour, opens_at, finishes_at, is_going_out } = pace;
  if (waiting_count === 0 || !is_going_out) return null;
  const hours = t('hours', { from: from_hour, until: until_hour });
  return (
    <Notice title={t('waiting', { count: waiting_count })}>
      {opens_at && <span>{t.rich('opens', { at: () => <Moment at={opens_at} as="exact" /> })} </span>}
      {finishes_at && <span>{t.rich('finishes', { at: () => <Moment at={finishes_at} as="exact" /> })} </span>}
      <span>{mail_per_hour === null ? hours : t('rate', { count: mail_per_hour, hours })}</span>
    </Notice>
  );
}
