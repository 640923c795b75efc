import { changedFields } from '#features/imports/changed-fields.ts';
import type { ImportedRecord } from '#features/imports/import.ts';
import { listImportFields } from '#features/imports/list-import-fields.ts';
import type { Context } from '#platform/context.ts';
import type { FieldKind, FieldValue } from '#platform/fields/field.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import type { KeepReason, KeptRecord, KeptState } from './list-kept-records.ts';

/** What a page shows of something that an undo leaves as it is. */
export interface ShownKept {
  record: 'contact' | 'company';
  record_id: number;
  name: string | null;
  /** Why all of it stays. */
  reason: KeepReason | null;
  /** What stays of it: what was there before the import, and what the import wrote. */
  fields: {
    ref: string;
    label: string;
    kind: FieldKind;
    before: FieldValue;
    after: FieldValue;
    state: KeptState;
  }[];
}

/** Puts records that stay into the reader's words. */
export async function readKept(
  ctx: Context,
  { record }: { record: ImportedRecord },
  records: readonly KeptRecord[],
): Promise<ShownKept[]> {
  const { fields } = await listImportFields(ctx, { record });
  const byRef = changedFields(fields);
  return records.map(({ record, record_id, name, reason, fields }) => ({
    record,
    record_id,
    name,
    reason,
    fields: Object.entries(fields ?? {}).flatMap(([ref, { state, before, after }]) => {
      const field = byRef.get(ref);
      const label = labelOf(field ?? { name: ref, label: { en: ref } }, ctx.caller.locale, ctx.t);
      return state === 'back' ? [] : [{ ref, label, kind: field?.kind ?? 'text', before, after, state }];
    }),
  }));
}
