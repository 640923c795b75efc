import type { TombstoneKind } from '#features/contacts/tombstones/tombstone.ts';
import type { Trouble } from '#features/imports/import.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import type { ImportPlan } from './plan-import.ts';

const kindOfField: Record<string, TombstoneKind> = {
  email: 'email',
  other_emails: 'email',
  unique_external_id: 'unique_external_id',
};

/** The refusal of a row that would bring back somebody who was deleted for ever. */
export function findErased(
  { is_erased, columns }: ImportPlan,
  values: Readonly<Record<string, NonNullable<FieldValue>>>,
): Trouble | undefined {
  if (!is_erased) return undefined;
  for (const [ref, kind] of Object.entries(kindOfField)) {
    const value = values[ref];
    if (value === undefined) continue;
    const erased = (Array.isArray(value) ? value : [value as string]).find((one) => is_erased({ kind, value: one }));
    if (erased === undefined) continue;
    const column = columns.find((planned) => planned.ref === ref)?.position;
    return {
      code: 'imports.contact_erased',
      ...(column !== undefined && { column }),
      values: { value: erased.slice(0, 60) },
    };
  }
  return undefined;
}
