import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { ProgressBar } from '#ui/progress-bar.tsx';
import { StatRow } from '#ui/stat-row.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { BulkActionWords } from './bulk-action-words.tsx';
import type { FoundBulkAction } from './find-bulk-action.ts';

/** What a bulk action is doing, how much of it is done, and the way to call it back. */
export function BulkActionProgress({ found }: { found: FoundBulkAction }) {
  const t = useTranslations('bulk_actions');
  const { state, total_count, done_count, skipped_count, can_cancel, can_undo, undone_by_id, sends_mail, has_mail } =
    found;
  const settled = done_count + skipped_count;
  const tone = state === 'done' ? 'success' : state === 'failed' ? 'danger' : 'accent';
  return (
    <>
      {has_mail && !found.is_mail_to_customers_on && state !== 'cancelled' && (
        <Notice tone="warning" title={t('mail_is_off')}>
          {t('mail_is_off_hint')}
        </Notice>
      )}
      <Card title={t(sends_mail ? 'sending_title' : 'progress_title')}>
        <p role="status">
          <BulkActionWords found={found} />
        </p>
        {state !== 'waiting' && (
          <ProgressBar label={t('progress')} done={settled} total={total_count} tone={tone}>
            {t('of', { done: settled, total: total_count })}
          </ProgressBar>
        )}
        {can_cancel && (
          <FormActions>
            {sends_mail && <PauseOrResume isPaused={found.mail_paused_at !== null} />}
            <Form intent="cancel" layout="bare">
              <SubmitButton kind="default" icon="close">
                {t(sends_mail || isMailLeft(found) ? 'cancel' : 'stop')}
              </SubmitButton>
            </Form>
          </FormActions>
        )}
        {found.act === 'invite' && found.done_count > 0 && (
          <p>
            <Link to={`/invitations?bulk_action_id=${found.id}`}>{t('to_board')}</Link>
          </p>
        )}
        {can_undo && (
          <Form intent="undo" layout="bare">
            <FormActions>
              <SubmitButton kind="default" icon="undo">
                {t('undo')}
              </SubmitButton>
            </FormActions>
          </Form>
        )}
        {undone_by_id !== null && (
          <p>
            <Link to={`/bulk-actions/${undone_by_id}`}>{t('show_undo')}</Link>
          </p>
        )}
        {can_cancel && (
          <noscript>
            <p>{t('live_off')}</p>
          </noscript>
        )}
      </Card>
      <Counts found={found} />
    </>
  );
}

/** What there is to call back once all is done. */
function isMailLeft({ state, waiting_mail_count }: FoundBulkAction): boolean {
  return state === 'done' && waiting_mail_count > 0;
}

function PauseOrResume({ isPaused }: { isPaused: boolean }) {
  const t = useTranslations('bulk_actions');
  return (
    <Form intent={isPaused ? 'resume' : 'pause'} layout="bare">
      <SubmitButton kind={isPaused ? 'primary' : 'default'} icon={isPaused ? 'play' : 'pause'}>
        {t(isPaused ? 'resume' : 'pause')}
      </SubmitButton>
    </Form>
  );
}

function Counts({ found }: { found: FoundBulkAction }) {
  const t = useTranslations('bulk_actions');
  const format = useFormatter();
  const stat = (label: string, count: number) => ({ label, value: format.number(count) });
  const mails = [
    stat(t('waiting_mails'), found.waiting_mail_count),
    stat(t('sent_mails'), found.sent_mail_count),
    {
      ...stat(t('failed_mails'), found.failed_mail_count),
      ...(found.failed_mail_count > 0 && { tone: 'danger' as const }),
    },
  ];
  return (
    <StatRow
      label={t('counts')}
      stats={[
        stat(t('selected'), found.total_count),
        stat(t(doneLabel(found)), found.done_count),
        stat(t('left_out'), found.skipped_count),
        ...(found.has_mail ? mails : []),
      ]}
    />
  );
}

/** What those are called to whom it was done. */
export function doneLabel({ act }: Pick<FoundBulkAction, 'act'>): 'invited' | 'links_made' | 'row_undone' | 'changed' {
  if (act === 'invite') return 'invited';
  if (act === 'reset') return 'links_made';
  return act === 'undo' ? 'row_undone' : 'changed';
}
