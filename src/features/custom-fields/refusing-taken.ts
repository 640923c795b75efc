import { sql } from 'kysely';
import { type Context, isAllowed } from '#platform/context.ts';
import { isConflict } from '#platform/database/conflict.ts';
import { Failure } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { writeFieldValue } from '#platform/fields/write-field-value.ts';
import type { CustomisedRecord, CustomKind } from './custom-field.ts';

/**
 * Writes a record in the running transaction; where another one has a value that only one may have, refuses by naming it,
 * to a customer by saying only that the value is in use. `values` are those of the account's own fields that are written,
 * `id` the record where it is there already.
 */
export async function refusingTaken<R>(
  ctx: Context,
  record: CustomisedRecord,
  { id, values }: { id?: number; values: Readonly<Record<string, FieldValue>> },
  write: () => Promise<R>,
): Promise<R> {
  const names = Object.keys(values).filter((name) => values[name] !== null);
  if (names.length === 0) return write();
  const { db } = ctx;
  const unique = await db
    .selectFrom('custom_field')
    .select(['id', 'name', 'kind'])
    .where('record', '=', record)
    .where('name', 'in', names)
    .where('is_unique', '=', true)
    .where('deleted_at', 'is', null)
    .execute();
  if (unique.length === 0) return write();
  // What broke ends a transaction; the holder is to be found in this one, which may be another act's.
  await sql`savepoint before_values`.execute(db);
  try {
    return await write();
  } catch (error) {
    if (!isConflict(error, `${record}_field_value_is_unique`)) throw error;
    await sql`rollback to savepoint before_values`.execute(db);
    for (const field of unique) await refuseHeld(ctx, { record, id }, field, values[field.name]!);
    throw error;
  }
}

async function refuseHeld(
  ctx: Context,
  { record, id: own_id }: { record: CustomisedRecord; id: number | undefined },
  { id, name, kind }: { id: number; name: string; kind: CustomKind },
  value: NonNullable<FieldValue>,
): Promise<void> {
  const text = writeFieldValue({ kind }, value);
  const { rows } = await sql<{ id: number; name: string; is_deleted: boolean }>`
    select r.id, r.name, r.deleted_at is not null as is_deleted
    from ${sql.table(`${record}_field_value`)} v join ${sql.table(record)} r on r.id = v.${sql.ref(`${record}_id`)}
    where v.field_id = ${id} and v.value_key = field_value_key(${text}, ${kind}) and v.is_unique
      and r.id is distinct from ${own_id ?? null}::bigint`.execute(ctx.db);
  const [holder] = rows;
  if (!holder) return;
  if (!isAllowed(ctx, record === 'contact' ? 'contacts.view' : 'companies.view')) {
    throw new Failure('conflict', 'custom_fields.value_in_use', {
      field: `custom_fields.${name}`,
      values: { value: text },
    });
  }
  throw new Failure('conflict', holder.is_deleted ? 'custom_fields.value_of_deleted' : 'custom_fields.value_taken', {
    field: `custom_fields.${name}`,
    values: { value: text, name: holder.name },
    existing: { [`${record}_id`]: holder.id },
  });
}
