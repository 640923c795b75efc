import { recordChange } from '#features/change-log/record-change.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { planImport, refOf } from '#features/imports/engine/plan-import.ts';
import {
  type ColumnChoice,
  type FieldProposal,
  type ImportColumn,
  type ImportedRecord,
  mayStillChange,
} from '#features/imports/import.ts';
import { listImportFields } from '#features/imports/list-import-fields.ts';
import { type LockedImport, lockImport } from '#features/imports/lock-import.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { cleanText } from '#platform/fields/clean-text.ts';
import type { Field } from '#platform/fields/field.ts';
import { chosenColumns } from './chosen-columns.ts';

export interface MappingInput {
  id: number;
  /** One for each column of the file, in its order. */
  columns?: readonly ColumnChoice[];
  can_create_companies?: boolean;
  can_match_by_phone?: boolean;
  /** Whether the contacts it makes are sent an invitation once it is done; needs the right to act on many. */
  has_invitations?: boolean;
  /**
   * Why resident registration numbers are kept instead of left out; null leaves them out. Needs the right to decide that, and
   * is written down.
   */
  resident_number_reason?: string | null;
  /**
   * Makes a custom field of each proposal that is not a quiet one, or of those of the columns at these places (0-based), and
   * sends the column there; needs the right to edit fields.
   */
  creates_fields?: boolean | readonly number[];
}

/**
 * Says what the columns mean, and what may be made for them. Until the run has begun this may change; a check that was
 * made or is being made is void then. Refuses columns that contradict each other.
 */
export async function updateMapping(ctx: Context, input: MappingInput): Promise<void> {
  allow(ctx, 'imports.run');
  await inTransaction(ctx, async (ctx) => {
    const found = await lockImport(ctx, input.id);
    if (!mayStillChange(found.state)) throw new Failure('conflict', 'imports.has_begun');
    let columns = chosenColumns(found.columns, input.columns);
    columns = await createProposed(ctx, found.record, columns, input.creates_fields ?? false);
    const choices = {
      can_create_companies: input.can_create_companies ?? found.can_create_companies,
      can_match_by_phone: input.can_match_by_phone ?? found.can_match_by_phone,
      has_invitations: input.has_invitations ?? found.has_invitations,
    };
    if (choices.has_invitations) allow(ctx, 'contacts.bulk');
    const { fields, options } = await listImportFields(ctx, found);
    planImport(columns, fields, { ...found, ...choices, company_choices: new Map(), options });
    const resident_number_reason = await settleReason(ctx, found, input.resident_number_reason);
    await ctx.db
      .updateTable('import')
      .set({
        columns: JSON.stringify(columns),
        ...choices,
        resident_number_reason,
        state: 'uploaded',
        lease_key: null,
        lease_until: null,
      })
      .where('id', '=', input.id)
      .execute();
  });
}

/** Longer than any law's name. */
const longestReason = 500;

/** The reason for keeping resident registration numbers, which is written down wherever it changes. */
async function settleReason(
  ctx: Context,
  { id, resident_number_reason: before }: LockedImport,
  given: string | null | undefined,
): Promise<string | null> {
  if (given === undefined) return before;
  const reason = cleanText(given ?? '', 'one') || null;
  if (reason === before) return before;
  allow(ctx, 'imports.keep_resident_numbers');
  if (reason && reason.length > longestReason) {
    throw new Failure('invalid', 'platform.too_long', {
      field: 'resident_number_reason',
      values: { value: reason.slice(0, 60), max: longestReason },
    });
  }
  const changes = { resident_number_reason: [before, reason] as [string | null, string | null] };
  await recordChange(ctx, { record: 'import', record_id: id, act: 'updated', changes });
  return reason;
}

/** A proposal is as old as the upload: another file may have had its field made since, and that one is taken then. */
async function createProposed(
  ctx: Context,
  record: ImportedRecord,
  columns: readonly ImportColumn[],
  wanted: boolean | readonly number[],
): Promise<ImportColumn[]> {
  const { fields } = await listImportFields(ctx, { record });
  const claimed = new Set(columns.map(({ field }) => field));
  const made: ImportColumn[] = [];
  for (const [position, column] of columns.entries()) {
    const { proposal, ...rest } = column;
    const isWanted = typeof wanted === 'boolean' ? wanted && !proposal?.is_quiet : wanted.includes(position);
    if (!isWanted || !proposal || column.field !== null) {
      made.push(column);
      continue;
    }
    const known = fields.find((field) => isOfProposal(field, proposal) && !claimed.has(refOf(field)));
    const field = known ? refOf(known) : `custom_fields.${await createField(ctx, record, proposal)}`;
    made.push({ ...rest, field, rule: 'overwrite' });
  }
  return made;
}

function isOfProposal({ custom_field_id, kind, label }: Field, proposal: FieldProposal): boolean {
  return (
    custom_field_id !== undefined &&
    kind === proposal.kind &&
    typeof label !== 'string' &&
    Object.values(label).includes(proposal.label)
  );
}

async function createField(ctx: Context, record: ImportedRecord, { kind, label }: FieldProposal): Promise<string> {
  const labels = /[가-힣]/.test(label) ? { label_ko: label } : { label_en: label };
  return (await createCustomField(ctx, { record, kind, ...labels })).name;
}
