import { type RawBuilder, sql } from 'kysely';
import { companyTreeSql } from '#features/companies/company-tree-sql.ts';
import type { CheckedCondition } from '#features/lists/filter/check-condition.ts';
import { keysOf, lowered } from '#features/lists/filter/condition-sql.ts';
import { bySearch } from '#features/lists/filter/indexed-matches.ts';
import type { Asking } from '#features/lists/filter/ready-conditions.ts';
import { e164OfPhone } from '#platform/fields/phone-e164.ts';

type Sql = RawBuilder<unknown>;

/** Fields among the words that search looks through. */
const searched = new Set(['name', 'email', 'unique_external_id']);

/** The contacts that meet a condition on a built-in field as an index tells them, or null where none does. */
export function indexedContacts({ operator, values, asked }: CheckedCondition, { country }: Asking): Sql | null {
  if (operator === 'contains' && searched.has(asked.name)) return byWords(values);
  if (operator === 'is_in_tree') return byCompany(companyTreeSql(values.map(Number)));
  if (operator !== 'is') return null;
  switch (asked.name) {
    case 'tags':
      return sql`select contact_id from contact_tag where tag_key = any(${keysOf(values)})`;
    case 'company':
      return byCompany(sql`${values.map(Number)}::bigint[]`);
    case 'email':
      return sql`select contact_id from contact_email where email = any(${lowered(values)}::text[])`;
    case 'phone':
    case 'mobile':
      return byPhone(asked.name, values, country);
    case 'name':
      return byWords(values);
    default:
      return null;
  }
}

/**
 * Whether an index tells only by words what is asked for. That takes long where many hold them, though such are soon met on the way
 * through a list.
 */
export function isToldByWords({ groups }: Asking): boolean {
  const isByWords = ({ operator, asked }: CheckedCondition) => operator === 'contains' && searched.has(asked.name);
  return groups.some((group) => group.length > 0 && group.every(isByWords));
}

function byWords(values: readonly string[]): Sql | null {
  return bySearch(
    values,
    ({ likes, pieces }) => sql`select contact_id from search_contacts(${likes}, '{}', ${pieces}, ${2_147_483_647})`,
  );
}

function byCompany(company_ids: Sql): Sql {
  return sql`select contact_id from membership where company_id = any(${company_ids})`;
}

/** A number that is none to the world is compared as typed, which no index helps with. */
function byPhone(name: 'phone' | 'mobile', values: readonly string[], country: string): Sql | null {
  const numbers = values.map((value) => e164OfPhone(value, country));
  return numbers.includes(null)
    ? null
    : sql`select id from contact where ${sql.ref(`${name}_e164`)} = any(${numbers}::text[])`;
}
