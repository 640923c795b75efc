import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** The names of companies by their ids, deleted ones too; what is no company's is left out. Contacts' pages say them too. */
export async function listCompanyNames(
  ctx: Context,
  { ids }: { ids: readonly number[] },
): Promise<Record<string, string>> {
  allow(ctx, 'contacts.view');
  if (ids.length === 0) return {};
  const rows = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('company').select(['id', 'name']).where(sql<boolean>`id = any(${ids}::bigint[])`).execute(),
  );
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
