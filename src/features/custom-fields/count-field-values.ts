import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { CustomField } from './custom-field.ts';

type CountedField = Pick<CustomField, 'id' | 'record' | 'name'>;

/** How many contacts or companies, deleted ones aside, hold a value in a field. */
export async function countFieldValues(ctx: Context, { record, name }: CountedField): Promise<number> {
  allow(ctx, 'custom_fields.edit');
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(record)}
      where deleted_at is null and custom_fields ->> ${name} is not null`.execute(db),
  );
  return rows[0]!.count;
}
