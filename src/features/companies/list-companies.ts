import { type SelectQueryBuilder, sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { type KeysetInput, keyset, type Page, pageOf } from '#platform/database/keyset.ts';
import type { Tables } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type SearchPatterns, searchPatterns } from '#platform/fields/search-patterns.ts';
import type { CompanyView } from './company.ts';
import { membersCount } from './list-company-tree.ts';
import { searchCompanies } from './search-companies.ts';

export const companySorts = ['name', 'updated'] as const;
export type CompanySort = (typeof companySorts)[number];

export interface ListedCompany {
  id: number;
  name: string;
  industry: string | null;
  account_tier: string | null;
  renewal_date: string | null;
  parent_company_id: number | null;
  parent_company: string | null;
  domains: string[];
  /** Living ones; 1,001 stands for more than 1,000. */
  contacts_count: number;
  updated_at: Date;
  deleted_at: Date | null;
  sort_key: string;
}

export interface ListedCompanies extends Page<ListedCompany> {
  /** Of all pages; 10,001 stands for more than 10,000. */
  count: number;
  /** All that are deleted, whatever is listed; 10,001 as well. */
  deleted_count: number;
}

interface Asked extends KeysetInput {
  /** Those that are there unless told. */
  view?: CompanyView;
  /** As typed. */
  search?: string | undefined;
  sort?: CompanySort;
  is_descending?: boolean;
}

const pageSize = 50;
const countedTo = 10_001;
const sorts = {
  name: { column: 'sort_key', kind: 'text' },
  updated: { column: 'updated_at', kind: 'time' },
} as const;

/**
 * Companies that are not deleted, or those that are, a page of 50, by name unless told. `search` narrows them to those whose
 * name, domains and external id hold every word.
 */
export async function listCompanies(ctx: Context, input: Asked): Promise<ListedCompanies> {
  allow(ctx, 'companies.view');
  const { view = 'all', search = '', sort = 'name', is_descending = false } = input;
  return inTransaction(ctx, async (ctx) => {
    const deleted = ctx.db.selectFrom('company').where('company.deleted_at', 'is not', null);
    let matching = ctx.db.selectFrom('company').where('company.deleted_at', 'is', null);
    if (view === 'deleted') matching = deleted.where(deletedHolding(search));
    const found = view === 'deleted' ? null : await searchCompanies(ctx, search, countedTo);
    if (found && found.ids.length < countedTo) {
      matching = matching.where(sql<boolean>`company.id = any(${found.ids}::bigint[])`);
    } else if (found) {
      matching = matching.where(holding(found.patterns));
    }
    const { column, kind } = sorts[sort];
    const order = keyset(input, { column: `company.${column}`, id: 'company.id', kind, isDescending: is_descending });
    const page = matching
      .select('company.id')
      .where(order.condition)
      .orderBy(order.order)
      .limit(pageSize + 1);
    const ids = (await page.execute()).map(({ id }) => id);
    const rows = await companyRows(ctx, ids);
    const placeOf = (row: ListedCompany) => ({ value: row[column], id: row.id });
    const count = found ? Math.min(found.ids.length, countedTo) : await countOf(ctx, matching);
    const deleted_count = await countOf(ctx, deleted);
    return { ...pageOf(rows, order, { size: pageSize, placeOf }), count, deleted_count };
  });
}

/** Common words: looked for in one company after the other, in the order of the list, until the page is full. */
function holding(patterns: SearchPatterns) {
  return sql<boolean>`exists (
    select from company_search where company_id = company.id and ${allWords(patterns)} offset 0)`;
}

/** No index knows the words of deleted companies, which are few enough to be gone through; domains are those that they had. */
function deletedHolding(search: string) {
  const patterns = searchPatterns(search, { isLoose: true });
  if (!patterns) return sql<boolean>`true`;
  return sql<boolean>`exists (
    select from (select company_search_text(company.name_key, company.unique_external_id, coalesce((
      select domains from company_deletion where company_id = company.id), '{}')) as txt offset 0) as words
    where ${allWords(patterns)})`;
}

function allWords({ likes, regexes }: SearchPatterns) {
  const conditions = [...likes.map((like) => sql`txt like ${like}`), ...regexes.map((regex) => sql`txt ~ ${regex}`)];
  return sql.join(conditions, sql` and `);
}

async function companyRows({ db }: Context, ids: readonly number[]): Promise<ListedCompany[]> {
  const { rows } = await sql<ListedCompany>`
    select c.id, c.name, c.industry, c.account_tier, c.renewal_date, c.parent_company_id, parent.name as parent_company,
      array(select domain from company_domain where company_id = c.id order by domain) as domains,
      ${membersCount(sql`c.id`)} as contacts_count, c.updated_at, c.deleted_at, c.sort_key
    from unnest(${ids}::bigint[]) with ordinality as listed (id, place)
    join company c on c.id = listed.id left join company parent on parent.id = c.parent_company_id
    order by place`.execute(db);
  return rows;
}

async function countOf({ db }: Context, companies: SelectQueryBuilder<Tables, 'company', object>): Promise<number> {
  const { count } = await db
    .selectFrom(companies.select('company.id').limit(countedTo).as('counted'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
