import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { ProgressBar } from '#ui/progress-bar.tsx';
import { ImportCounts } from './import-counts.tsx';
import type { ImportProgress } from './import-progress.ts';
import { useImportProgress } from './use-import-progress.ts';
import css from './work-in-progress.module.css';

const reloadSeconds = 3;

/** A check or a run under way: how far, how fast, how long still; with a way to stop it. */
export function WorkInProgress({ id, initial }: { id: number; initial: ImportProgress }) {
  const t = useTranslations('imports.work');
  const progress = useImportProgress(id, initial);
  const { is_waiting, counts, share } = progress;
  const isRun = progress.state !== 'checking';
  return (
    <div className={css.work}>
      <ProgressBar label={is_waiting ? t('waiting') : isRun ? t('running') : t('checking')} done={share} total={1}>
        <Pace progress={progress} />
      </ProgressBar>
      <p className={css.note}>{isRun ? t('run_note') : t('check_note')}</p>
      <Form layout="bare">
        <Button name="intent" value="cancel" size="small">
          {isRun ? t('cancel') : t('cancel_check')}
        </Button>
      </Form>
      {isRun && counts && <ImportCounts counts={counts} isForecast={false} />}
      <noscript>
        <meta httpEquiv="refresh" content={String(reloadSeconds)} />
        <Link to={`/imports/${id}`} reloadDocument>
          {t('look_again')}
        </Link>
      </noscript>
    </div>
  );
}

function Pace({ progress }: { progress: ImportProgress }) {
  const t = useTranslations('imports.work');
  const format = useFormatter();
  const { counts, total_rows, rows_per_second, seconds_left } = progress;
  if (!counts) return null;
  const rows =
    total_rows === null
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
