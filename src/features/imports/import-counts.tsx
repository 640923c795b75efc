import { useFormatter, useTranslations } from 'use-intl';
import type { Counts, ImportedRecord } from './import.ts';
import css from './import-counts.module.css';
import { suffixOf } from './suffix-of.ts';

interface Props {
  record: ImportedRecord;
  counts: Counts;
  /** What the check had foretold of a run, to be told where the two differ. */
  forecast?: Counts | null;
  /** True before anything is written. */
  isForecast: boolean;
}

/** The rows of a file and what becomes of them, as the sum that it is; warnings stand apart, for they are no part of it. */
export function ImportCounts({ record, counts, forecast, isForecast }: Props) {
  const t = useTranslations('imports');
  const format = useFormatter();
  const parts = ['created', 'updated', 'unchanged', 'refused'] as const;
  const differing = forecast ? parts.filter((part) => forecast[part] !== counts[part]) : [];
  return (
    <>
      <dl className={css.sum} aria-label={t('counts_label')}>
        <div className={css.total}>
          <dt>{t('counts.rows')}</dt>
          <dd>{format.number(counts.rows)}</dd>
        </div>
        {parts.map((part, place) => (
          <div key={part} data-part={part} data-none={counts[part] === 0 ? '' : undefined}>
            <dt>{isForecast ? t(`forecast.${part}${suffixOf(record)}`) : t(`counts.${part}`)}</dt>
            <dd>
              <span className={css.sign} aria-hidden="true">
                {place === 0 ? '=' : '+'}
              </span>
              {format.number(counts[part])}
            </dd>
          </div>
        ))}
        <div className={css.apart} data-none={counts.warned === 0 ? '' : undefined}>
          <dt>{t('counts.warned')}</dt>
          <dd>{format.number(counts.warned)}</dd>
        </div>
      </dl>
      {differing.length > 0 && forecast && (
        <p className={css.differs}>
          {t('differs')}{' '}
          {differing
            .map((part) => `${t(`counts.${part}`)} ${format.number(forecast[part])} → ${format.number(counts[part])}`)
            .join(', ')}
        </p>
      )}
    </>
  );
}
