import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { ChangedRecord } from './change.ts';

/** Where a record's name stands. An account is named by nothing: there is one. */
const nameColumns: Partial<Record<ChangedRecord, { table: string; column: string }>> = {
  contact: { table: 'contact', column: 'name' },
  company: { table: 'company', column: 'name' },
  agent: { table: 'agent', column: 'name' },
  import: { table: 'import', column: 'file_name' },
  custom_field: { table: 'custom_field', column: 'name' },
  sign_in_provider: { table: 'sign_in_provider', column: 'name' },
  saved_view: { table: 'saved_view', column: 'name' },
};

/** What records are called now, by `<record> <id>`; those that are gone are not in it. One query a kind. */
export async function namesOfRecords(
  { db }: Context,
  rows: readonly { record: ChangedRecord; record_id: number }[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const [record, { table, column }] of Object.entries(nameColumns)) {
    const ids = [...new Set(rows.filter((row) => row.record === record).map(({ record_id }) => record_id))];
    if (ids.length === 0) continue;
    const found = await sql<{ id: number; name: string | null }>`
      select id, ${sql.ref(column)} as name from ${sql.table(table)} where id = any(${ids}::bigint[])`.execute(db);
    for (const { id, name } of found.rows) if (name !== null) names.set(`${record} ${id}`, name);
  }
  return names;
}
