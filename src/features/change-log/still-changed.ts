import type { FieldValue } from '#platform/fields/field.ts';
import { type Changes, changesBetween, untoldFields } from './change.ts';

/** Of some changes those whose field still has the value that it was given: what undoing may touch. */
export function stillChanged(changes: Changes, current: Readonly<Record<string, FieldValue>>): Changes {
  const untold = new Set<string>(untoldFields);
  const kept = Object.entries(changes).filter(([name, [before, after]]) => {
    if (untold.has(name)) return false;
    // What was erased is known by no value, and nothing of it comes back.
    if (before === null && after === null) return false;
    return Object.keys(changesBetween(current, { [name]: after })).length === 0;
  });
  return Object.fromEntries(kept);
}
