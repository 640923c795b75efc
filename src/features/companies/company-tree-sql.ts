import { type RawBuilder, sql } from 'kysely';

/** The ids of these companies and of all below them, as an array in SQL. */
export function companyTreeSql(ids: readonly number[]): RawBuilder<unknown> {
  return sql`array(
    with recursive tree (id) as (
      select unnest(${ids}::bigint[])
      union
      select company.id from tree join company on company.parent_company_id = tree.id
    ) select id from tree)`;
}
