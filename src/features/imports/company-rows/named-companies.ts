import { type RawBuilder, sql } from 'kysely';
import {
  accountOf,
  type ChunkWork,
  customKeyOf,
  hasTarget,
  uniqueCustomTargets,
} from '#features/imports/engine/chunk-work.ts';

/**
 * A select of (row_number, company_id, is_own): every company that a staged row names, as its own by external id, name or a
 * domain or a value of a unique field, or as its parent. `schema` says where they are looked for; none is wherever the statement's own tables are.
 */
export function namedCompanies(work: ChunkWork, schema?: 'public'): RawBuilder<unknown> {
  const { plan } = work;
  const account = accountOf(work);
  const company = sql.table(schema ? `${schema}.company` : 'company');
  const companyDomain = sql.table(schema ? `${schema}.company_domain` : 'company_domain');
  const companyFieldValue = sql.table(schema ? `${schema}.company_field_value` : 'company_field_value');
  const by = (column: string, value: string, isOwn: boolean) => sql`
    select s.row_number, k.id, ${sql.lit(isOwn)} from staged s cross join lateral (
      select id from ${company} where account_id = ${account} and ${sql.ref(column)} = ${sql.ref(value)} offset 0) k`;
  const ways = [
    sql`select null::integer as row_number, null::bigint as company_id, null::boolean as is_own where false`,
    ...(hasTarget(plan, 'name') ? [by('name_key', 's.name_key', true)] : []),
    ...(hasTarget(plan, 'unique_external_id') ? [by('unique_external_id', 's.unique_external_id', true)] : []),
    ...(hasTarget(plan, 'domains')
      ? [
          sql`select s.row_number, e.company_id, true from staged s cross join unnest(s.domains) n (domain)
            cross join lateral (
              select company_id from ${companyDomain} where account_id = ${account} and domain = n.domain offset 0) e`,
        ]
      : []),
    ...uniqueCustomTargets(plan).map(
      (target) => sql`
        select s.row_number, v.company_id, true from staged s cross join lateral (
          select company_id from ${companyFieldValue} where account_id = ${account}
            and field_id = ${sql.lit(target.field.custom_field_id!)} and value_key = ${customKeyOf(target)} offset 0) v`,
    ),
    ...(hasTarget(plan, 'parent_company')
      ? [by('name_key', 's.parent_company_key', false), by('unique_external_id', 's.parent_company_external_id', false)]
      : []),
  ];
  return sql.join(ways, sql` union all `);
}
