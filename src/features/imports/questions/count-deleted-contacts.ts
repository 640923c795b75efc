import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** How many deleted contacts a check has met, whose rows it refused: those that *restore and update* is offered for. */
export async function countDeletedContacts(ctx: Context, { id }: { id: number }): Promise<number> {
  allow(ctx, 'imports.run');
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ count: number }>`
      select count(distinct contact_id)::int as count from import_row
      where import_id = ${id} and phase = 'check' and outcome = 'refused'
        and problems @> '[{"code": "imports.contact_deleted"}]'`.execute(db),
  );
  return rows[0]!.count;
}
