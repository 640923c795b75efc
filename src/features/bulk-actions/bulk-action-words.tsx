import { useTranslations } from 'use-intl';
import { Moment } from '#ui/moment.tsx';
import type { FoundBulkAction } from './find-bulk-action.ts';

/** What a bulk action is about to do, is doing or has done, in a sentence. */
export function BulkActionWords({ found }: { found: FoundBulkAction }) {
  const t = useTranslations('bulk_actions');
  const { state, start_after, waiting_mail_count, cancelled_by } = found;
  if (state === 'waiting') {
    return t.rich('starts_at', { at: () => <Moment at={start_after} as="exact" /> });
  }
  if (state === 'cancelled') return cancelled_by ? t('cancelled', { who: cancelled_by }) : t('cancelled_by_nobody');
  if (state === 'done' && waiting_mail_count > 0) return t('sending', { count: waiting_mail_count });
  if (state === 'failed' && found.is_starter_gone) return t('starter_gone');
  return t(state);
}
