import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { NarrowedTo } from '#ui/narrowed-to.tsx';
import type { LogEntry } from './list-log.ts';
import { type LogFilter, pathOfLog } from './log-filter.ts';

const pages: Partial<Record<LogEntry['record'], string>> = {
  contact: '/contacts',
  company: '/companies',
  agent: '/settings/agents',
  import: '/imports',
  custom_field: '/settings/fields',
  sign_in_provider: '/settings/sign-in-providers',
};

interface Props {
  filter: LogFilter;
  /** The newest entry shown, which knows what the record is called. */
  newest: LogEntry | undefined;
}

/** Above a log that is narrowed to one record: which, with the way to it and back to all records. */
export function OnlyRecord({ filter: { record, record_id, ...others }, newest }: Props) {
  const t = useTranslations('change_log.log');
  const nameOf = useRecordName();
  if (record === undefined || record_id === undefined) return null;
  const page = pages[record];
  const isThere = newest !== undefined && newest.record_name !== null;
  const { act: _, ...rest } = others;
  return (
    <NarrowedTo>
      <span>{t.rich('only', { name: () => <strong>{newest ? nameOf(newest) : `#${record_id}`}</strong> })}</span>
      {page && isThere && <Link to={`${page}/${record_id}`}>{t('open')}</Link>}
      <Link to={pathOfLog(rest)}>{t('all_records')}</Link>
    </NarrowedTo>
  );
}

/** Says what an entry is about by its name, or by its number where it is gone. */
export function useRecordName(): (entry: LogEntry) => string {
  const t = useTranslations('change_log.log');
  return ({ record, record_id, record_name }) =>
    record === 'account' ? t('records.account') : (record_name ?? `#${record_id}`);
}
