import { type CheckedRow, checkRow } from '#features/imports/engine/check-row.ts';
import { type ImportPlan, planImport, refOf, type Target } from '#features/imports/engine/plan-import.ts';
import { readTombstones } from '#features/imports/engine/read-tombstones.ts';
import { maskResidentNumbers } from '#features/imports/engine/warn-of-value.ts';
import { withDateOrders } from '#features/imports/engine/with-date-orders.ts';
import type { FoundImport } from '#features/imports/find-import.ts';
import type { ColumnChoice, Trouble } from '#features/imports/import.ts';
import { listImportFields } from '#features/imports/list-import-fields.ts';
import { type Naming, rowSentence } from '#features/imports/row-sentence.ts';
import { allow, type Context } from '#platform/context.ts';
import { Failure, type FailureCode } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import { writeFieldValue } from '#platform/fields/write-field-value.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import { languageName } from '#platform/i18n/language-names.ts';
import { chosenColumns } from './chosen-columns.ts';
import { type ColumnHint, hintsOfPlan } from './column-hints.ts';

/** What is wrong with a value or a row, or to be heard of it: a few words, and the whole sentence. */
export interface ShownTrouble {
  label: string;
  sentence: string;
  is_warning: boolean;
}

/** A first row of the file as it will become. */
export interface SampleRow {
  line_number: number;
  is_refused: boolean;
  /** One for each field, in their order. What will not be kept stands as the file has it. */
  cells: { text: string; is_kept: boolean; trouble: ShownTrouble | null }[];
  /** What is about no single field. */
  troubles: ShownTrouble[];
}

export interface MappingPreview {
  fields: { ref: string; label: string }[];
  rows: SampleRow[];
  hints: ColumnHint[];
  /** Some row holds what looks like a resident registration number. */
  has_resident_numbers: boolean;
  /** Why these choices make no mapping; nothing else is there then. */
  refusal: string | null;
}

/** What the first rows of a file become by its mapping, or by one that somebody is choosing: the check's own judgement of them. */
export async function checkSampleRows(
  ctx: Context,
  { inspection, columns, ...choices }: FoundImport,
  chosen?: readonly ColumnChoice[],
): Promise<MappingPreview> {
  allow(ctx, 'imports.run');
  const { fields, options } = await listImportFields(ctx, choices);
  const keeps_resident_numbers = choices.resident_number_reason !== null;
  try {
    const is_erased = choices.record === 'contact' ? await readTombstones(ctx) : undefined;
    const answers = { ...choices, keeps_resident_numbers, is_erased, company_choices: new Map() };
    const plan = planImport(chosenColumns(columns, chosen), fields, { ...answers, options });
    const read = withDateOrders(plan);
    const targets = fields.flatMap((field) => plan.targets.filter(({ ref }) => ref === refOf(field)));
    const show = { ctx, plan: read, targets, naming: { headers: inspection.headers, fields } };
    const rows = (inspection.rows ?? []).map((row) => checkRow(read, row));
    return {
      ...filledFields(
        targets.map(({ field, ref }) => ({ ref, label: labelOf(field, ctx.caller.locale, ctx.t) })),
        rows.map((row) => sampleRow(show, row)),
      ),
      hints: hintsOfPlan(plan),
      has_resident_numbers: rows.some(({ warnings }) => warnings.some(isAboutResidentNumber)),
      refusal: null,
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const refusal = failureSentence(ctx.t, error.code, error.more.values);
    return { fields: [], rows: [], hints: [], has_resident_numbers: false, refusal };
  }
}

function isAboutResidentNumber({ code }: Trouble): boolean {
  return code.startsWith('imports.resident_number');
}

/** Without the fields for which none of the rows has anything. */
function filledFields(fields: MappingPreview['fields'], rows: SampleRow[]): Pick<MappingPreview, 'fields' | 'rows'> {
  const isFilled = (_: unknown, at: number) =>
    rows.some(({ cells }) => cells[at]!.text !== '' || cells[at]!.trouble !== null);
  return {
    fields: fields.filter(isFilled),
    rows: rows.map((row) => ({ ...row, cells: row.cells.filter(isFilled) })),
  };
}

interface Showing {
  ctx: Context;
  plan: ImportPlan;
  /** In the order of forms. */
  targets: readonly Target[];
  naming: Naming;
}

function sampleRow(show: Showing, row: CheckedRow): SampleRow {
  const { plan, targets } = show;
  const { values, problems, warnings } = row;
  const troubles = [
    ...problems.map((one) => ({ ...one, is_warning: false })),
    ...warnings.map((one) => ({ ...one, is_warning: true })),
  ];
  const columnOf = ({ column }: Trouble) => plan.columns.find(({ position }) => position === column);
  return {
    line_number: row.line_number,
    is_refused: problems.length > 0,
    cells: targets.map(({ field, ref }) => {
      const found = troubles.find((trouble) => columnOf(trouble)?.ref === ref);
      const value = values[ref];
      const refused = found ? maskResidentNumbers(row.cells[found.column!] ?? '') : '';
      const text = value === undefined ? refused : shownValue(show.ctx, field, value);
      return {
        text: text.slice(0, 120).toWellFormed(),
        is_kept: value !== undefined,
        trouble: found ? shownTrouble(show, found) : null,
      };
    }),
    troubles: troubles.filter((trouble) => !columnOf(trouble)).map((trouble) => shownTrouble(show, trouble)),
  };
}

function shownTrouble({ ctx, naming }: Showing, trouble: Trouble & { is_warning: boolean }): ShownTrouble {
  const { code, is_warning } = trouble;
  const label = ctx.t(`imports.reasons.${code as FailureCode}`);
  return { label, sentence: rowSentence(ctx, trouble, naming), is_warning };
}

function shownValue({ t }: Context, field: Target['field'], value: NonNullable<FieldValue>): string {
  if (field.kind === 'checkbox') return t(value ? 'ui.field.yes' : 'ui.field.no');
  const text = writeFieldValue(field, value);
  return field.kind === 'language' ? languageName(text) : text;
}
