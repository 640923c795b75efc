import { type RawBuilder, sql } from 'kysely';
import type { ImportedRecord } from '#features/imports/import.ts';
import { type UndoWork, undoAccountOf } from './undo-work.ts';

/**
 * For each of the account's own fields of which no two records may have the same value, by name, a select's tail of who has
 * the value that a field `g` would go back to: record `o`, with the condition begun.
 */
export async function holdersOfUnique(
  work: UndoWork,
  record: ImportedRecord,
): Promise<Record<string, RawBuilder<unknown>>> {
  const account = undoAccountOf(work);
  const fields = await work.db
    .selectFrom('custom_field')
    .select(['id', 'name', 'kind'])
    .where('record', '=', record)
    .where('is_unique', '=', true)
    .where('deleted_at', 'is', null)
    .execute();
  return Object.fromEntries(
    fields.map(({ id, name, kind }) => [
      name,
      sql`${sql.table(`${record}_field_value`)} v
        join ${sql.table(record)} o on o.account_id = v.account_id and o.id = v.${sql.ref(`${record}_id`)}
        where v.account_id = ${account} and v.field_id = ${id}
          and v.value_key = field_value_key(g.before #>> '{}', ${sql.lit(kind)})`,
    ]),
  );
}
