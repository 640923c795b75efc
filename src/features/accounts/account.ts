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
  {
    name: 'sign_up',
    kind: 'dropdown',
    label: 'accounts.fields.sign_up',
    choices: ['off', 'known', 'anyone'],
    is_required: true,
  },
  { name: 'has_sign_up_approval', kind: 'checkbox', label: 'accounts.fields.has_sign_up_approval', is_required: true },
  { name: 'has_sign_in_links', kind: 'checkbox', label: 'accounts.fields.has_sign_in_links', is_required: true },
  { name: 'is_access_on_request', kind: 'checkbox', label: 'accounts.fields.is_access_on_request', is_required: true },
  {
    name: 'lockout_failures_count',
    kind: 'number',
    label: 'accounts.fields.lockout_failures_count',
    is_required: true,
  },
  { name: 'lockout_minutes', kind: 'number', label: 'accounts.fields.lockout_minutes', is_required: true },
  {
    name: 'is_second_factor_required',
    kind: 'checkbox',
    label: 'accounts.fields.is_second_factor_required',
    is_required: true,
  },
  { name: 'session_idle_minutes', kind: 'number', label: 'accounts.fields.session_idle_minutes', is_required: true },
  { name: 'session_hours', kind: 'number', label: 'accounts.fields.session_hours', is_required: true },
  { name: 'remembered_idle_days', kind: 'number', label: 'accounts.fields.remembered_idle_days', is_required: true },
  { name: 'remembered_days', kind: 'number', label: 'accounts.fields.remembered_days', is_required: true },
  { name: 'reminder_days', kind: 'number', label: 'accounts.fields.reminder_days' },
  { name: 'reminders_count', kind: 'number', label: 'accounts.fields.reminders_count', is_required: true },
  { name: 'mail_per_hour', kind: 'number', label: 'accounts.fields.mail_per_hour' },
  { name: 'bulk_mail_from_hour', kind: 'number', label: 'accounts.fields.bulk_mail_from_hour', is_required: true },
  { name: 'bulk_mail_until_hour', kind: 'number', label: 'accounts.fields.bulk_mail_until_hour', is_required: true },
  { name: 'privacy_policy_url', kind: 'url', label: 'accounts.fields.privacy_policy_url' },
  {
    name: 'privacy_policy_version',
    kind: 'text',
    label: 'accounts.fields.privacy_policy_version',
    max_length: 40,
  },
  { name: 'terms_url', kind: 'url', label: 'accounts.fields.terms_url' },
  { name: 'terms_version', kind: 'text', label: 'accounts.fields.terms_version', max_length: 40 },
  { name: 'support_email', kind: 'email', label: 'accounts.fields.support_email' },
  { name: 'support_phone', kind: 'phone', label: 'accounts.fields.support_phone', max_length: 40 },
  { name: 'support_url', kind: 'url', label: 'accounts.fields.support_url' },
  { name: 'accent_color', kind: 'text', label: 'accounts.fields.accent_color', max_length: 7 },
  { name: 'mail_sender_name', kind: 'text', label: 'accounts.fields.mail_sender_name', max_length: 100 },
  { name: 'mail_reply_to', kind: 'email', label: 'accounts.fields.mail_reply_to' },
  { name: 'mail_footer', kind: 'paragraph', label: 'accounts.fields.mail_footer', max_length: 500 },
  { name: 'empty_words', kind: 'tags', label: 'accounts.fields.empty_words' },
  { name: 'import_file_days', kind: 'number', label: 'accounts.fields.import_file_days', is_required: true },
  { name: 'access_record_days', kind: 'number', label: 'accounts.fields.access_record_days', is_required: true },
  { name: 'backup_days', kind: 'number', label: 'accounts.fields.backup_days', is_required: true },
] as const satisfies readonly Field[];

/** From and to, both included; the table has the same. */
export const settingRanges: Record<string, readonly [number, number]> = {
  invitation_days: [1, 90],
  lockout_failures_count: [3, 100],
  lockout_minutes: [1, 1440],
  session_idle_minutes: [15, 1440],
  session_hours: [1, 168],
  remembered_idle_days: [1, 30],
  remembered_days: [0, 30],
  reminder_days: [1, 60],
  reminders_count: [1, 5],
  mail_per_hour: [1, 100_000],
  bulk_mail_from_hour: [0, 23],
  bulk_mail_until_hour: [0, 24],
  import_file_days: [1, 3650],
  access_record_days: [30, 3650],
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
  const { accent_color } = values;
  if (typeof accent_color === 'string') {
    values.accent_color = accent_color.toLowerCase();
    if (!/^#[0-9a-f]{6}$/i.test(accent_color)) problems.push({ field: 'accent_color', code: 'accounts.not_a_color' });
  }
  return { values, problems };
}
