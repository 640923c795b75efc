import { stateFields } from '#features/change-log/state-fields.ts';
import type { Field } from '#platform/fields/field.ts';

/**
 * What the names in changes stand for, as the change log writes them: fields of a contact, and states that nobody fills in.
 * Of two by one name the built-in one counts.
 */
export function changedFields(fields: readonly Field[]): ReadonlyMap<string, Field> {
  return new Map<string, Field>([...fields.toReversed(), ...stateFields].map((field) => [field.name, field]));
}
