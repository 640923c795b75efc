import { type Selectable, sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import type { CompanyRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { FieldValue } from '#platform/fields/field.ts';
import { maxTreeDepth } from './check-parent.ts';

/** A company as its page shows it. */
export interface FoundCompany extends Omit<Selectable<CompanyRow>, 'account_id' | 'custom_fields'> {
  custom_fields: Record<string, FieldValue>;
  domains: string[];
  parent_company: string | null;
  /** The companies above it, the top one first. */
  ancestors: { id: number; name: string }[];
  /** Direct children, by name; at most 100. */
  child_companies: { id: number; name: string }[];
}

const maxChildren = 100;

/** One company with its domains and the companies next to it in the tree; a deleted one only where `isDeletedToo` asks for it. */
export async function findCompany(
  ctx: Context,
  { id, isDeletedToo = false }: { id: number; isDeletedToo?: boolean },
): Promise<FoundCompany> {
  allow(ctx, 'companies.view');
  return inTransaction(ctx, async (ctx) => {
    const { db } = ctx;
    const row = await db.selectFrom('company').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row || (row.deleted_at && !isDeletedToo)) throw new Failure('not_found', 'platform.not_found');
    const domains = await db
      .selectFrom('company_domain')
      .select('domain')
      .where('company_id', '=', id)
      .orderBy('domain')
      .execute();
    const child_companies = await db
      .selectFrom('company')
      .select(['id', 'name'])
      .where('parent_company_id', '=', id)
      .where('deleted_at', 'is', null)
      .orderBy('sort_key')
      .orderBy('id')
      .limit(maxChildren)
      .execute();
    const ancestors = row.parent_company_id === null ? [] : await listAncestors(ctx, row.parent_company_id);
    const { account_id, ...company } = row;
    return {
      ...company,
      custom_fields: row.custom_fields as Record<string, FieldValue>,
      domains: domains.map(({ domain }) => domain),
      parent_company: ancestors.at(-1)?.name ?? null,
      ancestors,
      child_companies,
    };
  });
}

async function listAncestors({ db }: Context, parent_company_id: number): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    with recursive above (id, name, parent_company_id, depth) as (
      select id, name, parent_company_id, 1 from company where id = ${parent_company_id}
      union all
      select c.id, c.name, c.parent_company_id, depth + 1 from above a join company c on c.id = a.parent_company_id
      where depth < ${maxTreeDepth}
    )
    select id, name from above order by depth desc`.execute(db);
  return rows;
}
