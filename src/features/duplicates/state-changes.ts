import type { AccessStates, MergeChanges } from './contact-merge.ts';

const stateColumns = [
  'portal_access',
  'activated_at',
  'last_sign_in_at',
  'locked_at',
  'locked_by',
  'locked_by_agent_id',
  'locked_by_contact_id',
  'locked_until',
  'deactivated_at',
  'blocked_at',
] as const satisfies readonly (keyof AccessStates)[];

/** Columns that only make sense together: who locked, when and until when; whether somebody can sign in and since when. */
const bound: (keyof AccessStates)[][] = [
  ['locked_at', 'locked_by', 'locked_by_agent_id', 'locked_by_contact_id', 'locked_until'],
  ['portal_access', 'activated_at', 'last_sign_in_at'],
  ['deactivated_at'],
  ['blocked_at'],
];

/** The states that differ, from what to what; times as ISO text. */
export function stateChanges(before: AccessStates, after: AccessStates): MergeChanges['states'] {
  const changed = stateColumns.filter((name) => written(before[name]) !== written(after[name]));
  return Object.fromEntries(changed.map((name) => [name, [written(before[name]), written(after[name])]]));
}

/** The states as they were before a merge, as far as they are still what the merge has made of them. */
export function statesBefore(now: AccessStates, changes: MergeChanges['states']): Partial<AccessStates> {
  const back = bound
    .filter((names) => names.every((name) => !changes[name] || isUntouched(now, name, changes[name][1])))
    .flat();
  return Object.fromEntries(
    back.filter((name) => changes[name]).map((name) => [name, read(name, changes[name]![0])]),
  ) as Partial<AccessStates>;
}

/** A sign-in since does not take anybody's access. */
function isUntouched(now: AccessStates, name: keyof AccessStates, after: string | null): boolean {
  return name === 'last_sign_in_at' || written(now[name]) === after;
}

function written(value: AccessStates[keyof AccessStates]): string | null {
  if (value === null) return null;
  return value instanceof Date ? value.toISOString() : String(value);
}

function read(name: keyof AccessStates, value: string | null): Date | string | number | null {
  if (value === null) return null;
  if (name.endsWith('_id')) return Number(value);
  return name.endsWith('_at') || name === 'locked_until' ? new Date(value) : value;
}
