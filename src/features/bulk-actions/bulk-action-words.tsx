import { useTranslations } from 'use-intl';
import { Moment } from '#ui/moment.tsx';
import type { FoundBulkAction } from './find-bulk-action.ts';

/** What a bulk action is about to do, is doing or has done, in a sentence. */
export function BulkActionWords({ found }: { found: FoundBulkAction }) {
  const t = useTranslations('bulk_actions');
  const { state, start_after, waiting_mail_count, cancelled_by, sends_mail } = found;
  if (state === 'waiting' && sends_mail && !found.mail_paused_at) {
    return t.rich('starts_at', { at: () => <Moment at={start_after} as="exact" /> });
  }
  if (!sends_mail && waiting_mail_count > 0) {
    return (
      <>
        <StatusWords found={found} /> {t('sending', { count: waiting_mail_count })}
      </>
    );
  }
  if (!sends_mail) return <StatusWords found={found} />;
  if (found.mail_paused_at && state !== 'cancelled') return t('paused', { count: waiting_mail_count });
  if (state === 'cancelled') return cancelled_by ? t('cancelled', { who: cancelled_by }) : t('cancelled_by_nobody');
  if (state === 'done' && waiting_mail_count > 0) {
    return (
      <>
        {t('sending', { count: waiting_mail_count })} <Finish at={found.finishes_at} />
      </>
    );
  }
  if (state === 'failed' && found.is_starter_gone) return t('starter_gone');
  return t(state === 'waiting' ? 'running' : state);
}

/** When the last mail will have gone out. */
function Finish({ at }: { at: Date | null }) {
  const t = useTranslations('bulk_actions');
  return at && t.rich('finishes', { at: () => <Moment at={at} as="exact" /> });
}

/** The same of an act that sends no mail: what is done can still be undone. */
function StatusWords({ found: { state, cancelled_by, is_starter_gone, done_count } }: { found: FoundBulkAction }) {
  const t = useTranslations('bulk_actions.status');
  if (state === 'cancelled') return cancelled_by ? t('cancelled', { who: cancelled_by }) : t('cancelled_by_nobody');
  if (state === 'failed' && is_starter_gone) return t('starter_gone');
  if (state === 'done') return t('done', { count: done_count });
  return t(state);
}
