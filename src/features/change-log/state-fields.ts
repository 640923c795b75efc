import type { Field } from '#platform/fields/field.ts';

/** What changes of a record without being a field that anybody fills in, with the words a change is told by. */
export const stateFields = [
  { name: 'deleted_at', kind: 'text', label: 'change_log.states.deleted_at' },
  { name: 'portal_access', kind: 'text', label: 'change_log.states.portal_access' },
] as const satisfies readonly Field[];
