import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** How many of the account's imports are being checked or run, or wait for their turn. */
export async function countImports(ctx: Context): Promise<number> {
  allow(ctx, 'imports.run');
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ count: number }>`
      select count(*)::int as count from import where state in ('checking', 'running')`.execute(db),
  );
  return rows[0]!.count;
}
