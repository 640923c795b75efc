import type { Selectable } from 'kysely';
import type { AccountRow } from '#platform/database/tables.generated.ts';
import type { FieldProblem } from '#platform/failure.ts';
import { countryCodes } from '#platform/fields/country-codes.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readFieldValues } from '#platform/fields/read-field-values.ts';

/** One help desk with the address it is reached at; null where nobody has said one yet. */
export type Account = Selectable<AccountRow> & { public_url: string | null };

/** What an account is asked for when it is set up. */
export const accountFields = [
  { name: 'name', kind: 'text', label: 'accounts.fields.name', max_length: 100, is_required: true },
  { name: 'language', kind: 'language', label: 'accounts.fields.language', is_required: true },
  { name: 'country', kind: 'dropdown', label: 'accounts.fields.country', choices: countryCodes, is_required: true },
  { name: 'time_zone', kind: 'time_zone', label: 'accounts.fields.time_zone', is_required: true },
] as const satisfies readonly Field[];

/** What an admin may change later, beside those. */
export const settingFields = [
  { name: 'invitation_days', kind: 'number', label: 'accounts.fields.invitation_days', is_required: true },
  { name: 'is_access_on_request', kind: 'checkbox', label: 'accounts.fields.is_access_on_request', is_required: true },
  {
    name: 'lockout_failures_count',
    kind: 'number',
    label: 'accounts.fields.lockout_failures_count',
    is_required: true,
  },
  { name: 'lockout_minutes', kind: 'number', label: 'accounts.fields.lockout_minutes', is_required: true },
  { name: 'support_email', kind: 'email', label: 'accounts.fields.support_email' },
  { name: 'support_phone', kind: 'phone', label: 'accounts.fields.support_phone', max_length: 40 },
  { name: 'support_url', kind: 'url', label: 'accounts.fields.support_url' },
  { name: 'empty_words', kind: 'tags', label: 'accounts.fields.empty_words' },
  { name: 'import_file_days', kind: 'number', label: 'accounts.fields.import_file_days', is_required: true },
  { name: 'backup_days', kind: 'number', label: 'accounts.fields.backup_days', is_required: true },
] as const satisfies readonly Field[];

/** From and to, both included; the table has the same. */
export const settingRanges: Record<string, readonly [number, number]> = {
  invitation_days: [1, 90],
  lockout_failures_count: [3, 100],
  lockout_minutes: [1, 1440],
  import_file_days: [1, 3650],
  backup_days: [0, 3650],
};

/** Reads what a form or the command line gives of an account. Only the named fields count, whatever else was sent. */
export function readAccountFields(
  fields: readonly Field[],
  given: Readonly<Record<string, RawValue>>,
  { is_new }: { is_new: boolean },
): { values: Record<string, FieldValue>; problems: FieldProblem[] } {
  const { values, problems } = readFieldValues(fields, given, { country: '', empty_words: new Set(), is_new });
  for (const [field, [min, max]] of Object.entries(settingRanges)) {
    const value = values[field];
    if (typeof value !== 'number' || (value >= min && value <= max)) continue;
    problems.push({ field, code: 'accounts.out_of_range', values: { min, max } });
  }
  return { values, problems };
}
