import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { ProgressBar } from '#ui/progress-bar.tsx';
import { useIntent } from '#ui/use-intent.ts';
import type { ImportedRecord } from './import.ts';
import { ImportCounts } from './import-counts.tsx';
import type { ImportProgress } from './import-progress.ts';
import { WaitNote } from './uploads/wait-note.tsx';
import { useImportProgress } from './use-import-progress.ts';
import css from './work-in-progress.module.css';

const reloadSeconds = 3;

interface Props {
  id: number;
  record: ImportedRecord;
  initial: ImportProgress;
  /** Whether the reader may stop an undo. */
  canUndo: boolean;
}

/** A check, a run or an undo under way: how far, how fast, how long still; with the ways to let it rest and to stop it. */
export function WorkInProgress({ id, record, initial, canUndo }: Props) {
  const t = useTranslations('imports.work');
  const progress = useImportProgress(id, initial);
  const { state, is_waiting, awaited, counts, share } = progress;
  const isPaused = state === 'paused';
  const isRun = state === 'running' || isPaused;
  const label = is_waiting ? t('waiting') : t(state as 'running');
  return (
    <div className={css.work}>
      <ProgressBar label={label} done={isPaused ? (share ?? 0) : share} total={1} tone={isPaused ? 'paused' : 'accent'}>
        <Pace progress={progress} />
      </ProgressBar>
      <p className={css.note}>{awaited ? <WaitNote {...awaited} /> : t(`${notes[state as 'running']}_note`)}</p>
      <Controls state={state} canUndo={canUndo} />
      {isRun && counts && <ImportCounts record={record} counts={counts} isForecast={false} />}
      <noscript>
        <meta httpEquiv="refresh" content={String(reloadSeconds)} />
        <Link to={`/imports/${id}`} reloadDocument>
          {t('look_again')}
        </Link>
      </noscript>
    </div>
  );
}

const notes = { checking: 'check', running: 'run', paused: 'paused', undoing: 'undo' } as const;

function Controls({ state, canUndo }: Pick<ImportProgress, 'state'> & Pick<Props, 'canUndo'>) {
  const t = useTranslations('imports.work');
  const { isSending } = useIntent();
  if (state === 'undoing' && !canUndo) return null;
  return (
    <Form layout="bare">
      <div className={css.controls}>
        {state === 'running' && (
          <Button name="intent" value="pause" icon="pause" isBusy={isSending('pause')}>
            {t('pause')}
          </Button>
        )}
        {state === 'paused' && (
          <Button name="intent" value="resume" kind="primary" icon="play" isBusy={isSending('resume')}>
            {t('resume')}
          </Button>
        )}
        <Button name="intent" value="cancel" isBusy={isSending('cancel')}>
          {state === 'checking' ? t('cancel_check') : state === 'undoing' ? t('cancel_undo') : t('cancel')}
        </Button>
      </div>
    </Form>
  );
}

function Pace({ progress }: { progress: ImportProgress }) {
  const t = useTranslations('imports.work');
  const format = useFormatter();
  const { state, counts, total_rows, rows_per_second, seconds_left } = progress;
  if (!counts) return null;
  const rows =
    state === 'undoing'
      ? false
      : total_rows === null
        ? t('rows', { count: counts.rows })
        : t('rows_of', { count: format.number(counts.rows), total: format.number(total_rows) });
  const parts = [
    rows,
    rows_per_second !== null && t('rate', { count: rows_per_second }),
    seconds_left !== null &&
      (seconds_left < 90
        ? t('seconds_left', { count: seconds_left })
        : t('minutes_left', { count: Math.ceil(seconds_left / 60) })),
  ];
  return parts.filter((part) => part !== false).join(' · ');
}
