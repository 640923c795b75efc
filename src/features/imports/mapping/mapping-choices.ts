import { refOf, rulesOf } from '#features/imports/engine/plan-import.ts';
import type { FoundImport } from '#features/imports/find-import.ts';
import type { ColumnChoice, ImportColumn, Rule } from '#features/imports/import.ts';
import { listImportFields } from '#features/imports/list-import-fields.ts';
import type { Context } from '#platform/context.ts';
import { type DateOrder, dateOrderOfCountry } from '#platform/fields/date-order.ts';
import type { FieldKind } from '#platform/fields/field.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import { chosenColumns } from './chosen-columns.ts';
import { fieldOfRef, fieldParts, isPart } from './field-parts.ts';
import { labelColumnOf } from './labelled-columns.ts';
import { reasonToLeaveOut } from './left-out-columns.ts';

/** What a column may be sent to, as the mapping page offers it. */
export interface FieldChoice {
  ref: string;
  label: string;
  kind: FieldKind;
  group: 'built_in' | 'parts' | 'own';
  /** No contact may be made without it. */
  is_required: boolean;
  /** Those that make sense for the field, its usual one first. */
  rules: Rule[];
}

/** A column as the mapping page shows it. */
export type MappedColumn = ImportColumn & {
  position: number;
  /** Its first different values. */
  samples: string[];
  /** Another column says what kind of number stands in it. */
  is_labelled: boolean;
  /** Why it may not be taken for what it says. */
  left_out_as: 'rights' | 'kept' | null;
};

/** Everything that columns of this account's lists may be meant for, in the order of forms. */
export async function listFieldChoices(
  ctx: Context,
  { record }: Pick<FoundImport, 'record'>,
): Promise<{ fields: FieldChoice[]; country_order: DateOrder }> {
  const { fields, options } = await listImportFields(ctx, { record });
  const byRef = new Map(fields.map((field) => [refOf(field), field]));
  const whole = fields.map(
    (field): FieldChoice => ({
      ref: refOf(field),
      label: labelOf(field, ctx.caller.locale, ctx.t),
      kind: field.kind,
      group: field.custom_field_id === undefined ? 'built_in' : 'own',
      is_required: field.custom_field_id !== undefined && field.is_required === true,
      rules: rulesOf(field).filter((rule) => rule !== 'skip'),
    }),
  );
  const parts = Object.keys(fieldParts)
    .filter(isPart)
    .filter((ref) => fieldOfRef(ref, byRef) !== undefined)
    .map((ref): FieldChoice => {
      const field = fieldOfRef(ref, byRef)!;
      const rules = rulesOf(field).filter((rule) => rule !== 'skip');
      return { ref, label: ctx.t(`imports.parts.${ref}`), kind: field.kind, group: 'parts', is_required: false, rules };
    });
  return { fields: [...whole, ...parts], country_order: dateOrderOfCountry(options.country) };
}

/** The columns of a file with what stands in them, as kept or as somebody is choosing. */
export function mappedColumns({ columns, inspection }: FoundImport, chosen?: readonly ColumnChoice[]): MappedColumn[] {
  return chosenColumns(columns, chosen).map((column, position) => ({
    ...column,
    position,
    samples: inspection.samples[position] ?? [],
    is_labelled: labelColumnOf(columns, position) !== undefined,
    left_out_as: reasonToLeaveOut(column.header),
  }));
}
