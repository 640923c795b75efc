import { type RawBuilder, sql } from 'kysely';
import { companyNameKey } from '#features/companies/company.ts';
import { companyTreeSql } from '#features/companies/company-tree-sql.ts';
import type { CheckedCondition } from '#features/lists/filter/check-condition.ts';
import { lowered } from '#features/lists/filter/condition-sql.ts';
import { bySearch } from '#features/lists/filter/indexed-matches.ts';

type Sql = RawBuilder<unknown>;

/** Fields among the words that search looks through. */
const searched = new Set(['name', 'domains', 'unique_external_id']);

/** The companies, deleted ones apart, that meet a condition on a built-in field as an index tells them, or null where none does. */
export function indexedCompanies({ operator, values, asked: { name } }: CheckedCondition): Sql | null {
  if ((operator === 'contains' || operator === 'starts_with') && searched.has(name)) return byWords(values);
  if (name === 'contacts_count') return byMembers(operator, values.map(Number));
  if (operator === 'is_in_tree') return byParent(companyTreeSql(values.map(Number)));
  if (operator !== 'is') return null;
  switch (name) {
    case 'name':
      return sql`select id from company where name_key = any(${values.map(companyNameKey)}::text[])`;
    case 'domains':
      return sql`select company_id from company_domain where domain = any(${lowered(values)}::text[])`;
    case 'parent_company':
      return byParent(sql`${values.map(Number)}::bigint[]`);
    case 'unique_external_id':
      return byWords(values);
    default:
      return null;
  }
}

function byWords(values: readonly string[]): Sql | null {
  return bySearch(
    values,
    ({ likes, pieces }) => sql`select search_companies(${likes}, '{}', ${pieces}, ${2_147_483_647})`,
  );
}

/** All memberships are counted in the order of their index, those of deleted contacts too; null where having none is enough. */
function byMembers(operator: CheckedCondition['operator'], numbers: number[]): Sql | null {
  const least = Math.min(...numbers);
  if (operator === 'less_than' || least < 1) return null;
  const than = sql.raw(operator === 'more_than' ? '>' : '>=');
  return sql`select company_id from membership group by company_id having count(*) ${than} ${least}::float8`;
}

function byParent(parents: Sql): Sql {
  return sql`select id from company where parent_company_id = any(${parents})`;
}
