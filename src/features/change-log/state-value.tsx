import { useTranslations } from 'use-intl';
import type { FieldValue } from '#platform/fields/field.ts';
import { Moment } from '#ui/moment.tsx';

const accesses = ['none', 'invited', 'active'] as const;

/** A state of `stateFields` to read: when somebody was deleted or that he is not, and which portal access he has. */
export function StateValue({ name, value }: { name: string; value: FieldValue }) {
  const t = useTranslations('change_log.states');
  if (name === 'deleted_at') return value === null ? t('not_deleted') : <Moment at={String(value)} as="date" />;
  const access = accesses.find((one) => one === value);
  return access ? t(`access.${access}`) : String(value ?? '');
}
