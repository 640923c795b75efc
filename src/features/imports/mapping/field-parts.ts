import type { Field } from '#platform/fields/field.ts';

/**
 * What a column may go to beside the fields themselves: a piece of a name or of an address, which is put together from
 * several columns, and a telephone number of which another column says whether it is a mobile one.
 */
export const fieldParts = {
  first_name: 'name',
  middle_name: 'name',
  last_name: 'name',
  street: 'address',
  street_more: 'address',
  city: 'address',
  state: 'address',
  postal_code: 'address',
  country: 'address',
  labelled_phone: 'phone',
} as const satisfies Record<string, string>;

export type FieldPart = keyof typeof fieldParts;

/** True for a name by which columns go to a part of a field. */
export function isPart(ref: string): ref is FieldPart {
  return Object.hasOwn(fieldParts, ref);
}

/** The field that a column named so goes to, be it to the whole or to a part of it; undefined where there is none. */
export function fieldOfRef(ref: string, fields: ReadonlyMap<string, Field>): Field | undefined {
  return fields.get(isPart(ref) ? fieldParts[ref] : ref);
}
