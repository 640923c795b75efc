import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { isConflict } from '#platform/database/conflict.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import {
  type CustomField,
  type CustomisedRecord,
  type CustomKind,
  customFieldOfRow,
  customisedRecords,
  customKinds,
  maxCustomFields,
} from './custom-field.ts';
import { nameOfLabel } from './name-of-label.ts';
import { type ReadCustomField, readCustomField } from './read-custom-field.ts';

/**
 * Adds a field to contacts or companies, behind those that exist. Its name is made from the labels and never changes. Of
 * two that are made at once under one name, both are made.
 */
export async function createCustomField(
  ctx: Context,
  { record, kind, ...given }: { record: CustomisedRecord; kind: CustomKind } & Readonly<Record<string, RawValue>>,
): Promise<CustomField> {
  allow(ctx, 'custom_fields.edit');
  if (!customisedRecords.includes(record)) throw notAChoice('record', record);
  if (!customKinds.includes(kind)) throw notAChoice('kind', kind);
  const read = readCustomField(kind, given);
  const once = () => inTransaction(ctx, (ctx) => insertField(ctx, record, kind, read));
  return once().catch((error) => {
    if (isConflict(error, 'custom_field_name') && !ctx.db.client) return once();
    throw error;
  });
}

async function insertField(
  ctx: Context,
  record: CustomisedRecord,
  kind: CustomKind,
  read: ReadCustomField,
): Promise<CustomField> {
  const { db, caller, clock } = ctx;
  const existing = await db
    .selectFrom('custom_field')
    .select(['name', 'position', 'deleted_at'])
    .where('record', '=', record)
    .execute();
  if (existing.filter((field) => !field.deleted_at).length >= maxCustomFields) {
    throw new Failure('conflict', 'custom_fields.too_many', { values: { max: maxCustomFields } });
  }
  const { rows: columns } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns where table_schema = 'public' and table_name = ${record}
  `.execute(db);
  const name = nameOfLabel([read.labels.en ?? '', read.labels.ko ?? ''], {
    taken: new Set(existing.map((field) => field.name)),
    columns: new Set(columns.map((column) => column.name)),
  });
  const row = await db
    .insertInto('custom_field')
    .values({
      ...read,
      account_id: caller.account_id,
      record,
      kind,
      name,
      labels: JSON.stringify(read.labels),
      choices: JSON.stringify(read.choices),
      position: Math.max(0, ...existing.map((field) => field.position)) + 1,
      created_at: clock.now(),
      updated_at: clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordChange(ctx, { record: 'custom_field', record_id: row.id, act: 'created' });
  return customFieldOfRow(row);
}

function notAChoice(field: string, value: string): Failure {
  return new Failure('invalid', 'platform.not_a_choice', { field, values: { value } });
}
