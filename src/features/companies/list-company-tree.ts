import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { maxTreeDepth } from './check-parent.ts';
import { type FoundCompany, findCompany } from './find-company.ts';

export interface TreeCompany {
  id: number;
  name: string;
  parent_company_id: number | null;
  /** Direct children, shown or not. */
  children_count: number;
  /** Contacts that belong to it itself; 1,001 stands for more than 1,000. */
  contacts_count: number;
}

export interface CompanyTree {
  /** The companies above, the top one first, then the company itself. */
  path: TreeCompany[];
  /** Those below, level by level and by name; each level is whole until 200 are listed. */
  below: TreeCompany[];
  /** True where there are more below than are listed. */
  has_more: boolean;
}

const listedBelow = 200;
const countedMembers = 1_001;

/** The tree around a company: what stands above it, and all below it, at most 200. */
export async function listCompanyTree(ctx: Context, { id }: { id: number }): Promise<CompanyTree> {
  allow(ctx, 'companies.view');
  return inTransaction(ctx, async (ctx) => {
    const { ancestors } = await findCompany(ctx, { id });
    const below = await idsBelow(ctx, id);
    const rows = await treeRows(ctx, [...ancestors.map((one) => one.id), id, ...below.slice(0, listedBelow)]);
    return {
      path: rows.slice(0, ancestors.length + 1),
      below: rows.slice(ancestors.length + 1),
      has_more: below.length > listedBelow,
    };
  });
}

async function idsBelow({ db }: Context, id: FoundCompany['id']): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive below (id, depth) as (
      select ${id}::bigint, 0
      union all
      select c.id, depth + 1 from below join company c on c.parent_company_id = below.id
      where c.deleted_at is null and depth < ${maxTreeDepth}
    )
    select id from below join company using (id) where depth > 0 order by depth, sort_key, id
    limit ${listedBelow + 1}`.execute(db);
  return rows.map(({ id }) => id);
}

async function treeRows({ db }: Context, ids: readonly number[]): Promise<TreeCompany[]> {
  const { rows } = await sql<TreeCompany>`
    select c.id, c.name, c.parent_company_id,
      (select count(*)::int from company child where child.parent_company_id = c.id and child.deleted_at is null) as children_count,
      ${membersCount(sql`c.id`)} as contacts_count
    from unnest(${ids}::bigint[]) with ordinality as listed (id, place) join company c on c.id = listed.id
    order by place`.execute(db);
  return rows;
}

/** How many living contacts a company has, counted to `most`, unless told to one more than 1,000: what every row of a list can afford. */
export function membersCount(company: ReturnType<typeof sql>, most = countedMembers) {
  return sql<number>`(select count(*)::int from (
    select from membership m join contact on contact.id = m.contact_id and contact.deleted_at is null
    where m.company_id = ${company} limit ${sql.lit(most)}) members)`;
}
