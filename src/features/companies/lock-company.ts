import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { type FoundCompany, findCompany } from './find-company.ts';

/** The company as it stands, held until the transaction ends. A deleted one is refused by name, one that never was as not_found. */
export async function lockCompany(ctx: Context, id: number): Promise<FoundCompany> {
  const row = await ctx.db
    .selectFrom('company')
    .select(['name', 'deleted_at'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row?.deleted_at) throw new Failure('conflict', 'companies.is_deleted', { values: { name: row.name } });
  return findCompany(ctx, { id });
}
