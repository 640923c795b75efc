import type { FieldValue } from '#platform/fields/field.ts';
import type { Messages } from '#platform/i18n/messages.ts';

/** What can happen to which record: `change_log.acts` in the locale files, so that no act is without its sentence in a timeline. */
export type Acts = Messages['change_log']['acts'];
export type ChangedRecord = keyof Acts;

/** Old and new value by field: `{ job_title: ['Buyer', 'CFO'] }`. */
export type Changes = Record<string, [FieldValue, FieldValue]>;

/**
 * Names in `Changes` that only an undo reads: which companies the field beside them means, for their names change hands, and
 * who has locked somebody, which the entry of the lock says. No field of an account's own can be called so.
 */
export const untoldFields = [
  'companies.keys',
  'parent_company.id',
  'locked_by_agent_id',
  'locked_by_contact_id',
] as const;

/** Something that was done to a record, as an act reports it. */
export type Change = {
  [R in ChangedRecord]: {
    record: R;
    record_id: number;
    act: keyof Acts[R];
    /** Left out of a creation, whose values stand in the record itself. */
    changes?: Changes;
    import_id?: number;
    bulk_action_id?: number;
  };
}[ChangedRecord];

/** The fields whose value differs, with both values; absent from `after` means untouched. */
export function changesBetween(
  before: Readonly<Record<string, FieldValue>>,
  after: Readonly<Record<string, FieldValue>>,
): Changes {
  const changed = Object.entries(after).filter(([name, value]) => !isSame(before[name] ?? null, value));
  return Object.fromEntries(changed.map(([name, value]) => [name, [before[name] ?? null, value]]));
}

function isSame(one: FieldValue, other: FieldValue): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((part, at) => part === other[at]);
}
