import { useTranslations } from 'use-intl';
import type { FieldValue } from '#platform/fields/field.ts';
import { Moment } from '#ui/moment.tsx';
import { contactNames } from './state-fields.ts';

const accesses = ['none', 'invited', 'active'] as const;
const lockers = ['failures', 'agent', 'contact_admin'] as const;

/** A state of `stateFields` to read: since when somebody is deleted, deactivated, blocked or locked, or that he is not. */
export function StateValue({ name, value }: { name: string; value: FieldValue }) {
  const t = useTranslations('change_log.states');
  if (contactNames.has(name)) return String(value ?? '');
  if (value === null) return t(name === 'deleted_at' ? 'not_deleted' : 'not_so');
  if (name.endsWith('_at') || name.endsWith('_until')) return <Moment at={String(value)} as="date" />;
  const access = accesses.find((one) => one === value);
  if (access) return t(`access.${access}`);
  const locker = lockers.find((one) => one === value);
  return locker ? t(`lockers.${locker}`) : String(value);
}
