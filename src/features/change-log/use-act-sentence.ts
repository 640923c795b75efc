import { useTranslations } from 'use-intl';
import type { ChangedRecord } from './change.ts';
import type { ListedChange } from './list-changes.ts';

/** Says an entry of the log in one sentence, with who it was. */
export function useActSentence(): (entry: ListedChange & { record: ChangedRecord }) => string {
  const t = useTranslations('change_log');
  const say = useTranslations('change_log.acts') as unknown as (key: string, values: Record<string, unknown>) => string;
  const whoOf = ({ kind, name }: ListedChange['caller']) => {
    if (name) return name;
    return kind === 'system' ? t('system') : kind === 'stranger' ? t('stranger') : t('gone');
  };
  return ({ record, act, caller, import_id }) =>
    say(`${record}.${act}`, { who: whoOf(caller), import: import_id ?? '' });
}
