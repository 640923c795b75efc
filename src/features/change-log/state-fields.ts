import type { Field } from '#platform/fields/field.ts';

/** What changes of a record without being a field that anybody fills in, with the words a change is told by. */
export const stateFields = [
  { name: 'deleted_at', kind: 'text', label: 'change_log.states.deleted_at' },
  { name: 'merged_contact', kind: 'text', label: 'change_log.states.merged_contact' },
  { name: 'merged_into', kind: 'text', label: 'change_log.states.merged_into' },
  { name: 'told_apart_from', kind: 'text', label: 'change_log.states.told_apart_from' },
  { name: 'portal_access', kind: 'text', label: 'change_log.states.portal_access' },
  { name: 'deactivated_at', kind: 'text', label: 'change_log.states.deactivated_at' },
  { name: 'blocked_at', kind: 'text', label: 'change_log.states.blocked_at' },
  { name: 'locked_at', kind: 'text', label: 'change_log.states.locked_at' },
  { name: 'locked_by', kind: 'text', label: 'change_log.states.locked_by' },
  { name: 'sign_in_provider', kind: 'text', label: 'change_log.states.sign_in_provider' },
  { name: 'locked_until', kind: 'text', label: 'change_log.states.locked_until' },
] as const satisfies readonly Field[];

/** Those that name another record, mostly a contact: which it was says all, there is no way from one to another. */
export const contactNames: ReadonlySet<string> = new Set([
  'merged_contact',
  'merged_into',
  'told_apart_from',
  'sign_in_provider',
]);

/** What an export has taken along: nothing changes by it. */
export const takenFields = [
  { name: 'exported_rows', kind: 'number', label: 'change_log.taken.exported_rows' },
  { name: 'exported_columns', kind: 'text', label: 'change_log.taken.exported_columns' },
] as const satisfies readonly Field[];
