import { sql } from 'kysely';
import { searchCompanies } from '#features/companies/search-companies.ts';
import { conditionsSql } from '#features/lists/filter/condition-sql.ts';
import { indexedMatches } from '#features/lists/filter/indexed-matches.ts';
import { readyConditions } from '#features/lists/filter/ready-conditions.ts';
import { countedTo, countOf, type ListCount } from '#features/lists/rows/count-matching.ts';
import type { MatchingRecords } from '#features/lists/rows/matching-records.ts';
import type { Context } from '#platform/context.ts';
import { type SearchPatterns, searchPatterns } from '#platform/fields/search-patterns.ts';
import type { CompanyMatch } from './company-filter.ts';
import { companyRecord } from './company-record.ts';

/** The companies that a filter means. */
export interface MatchingCompanies {
  matching: MatchingRecords<'company'>;
  /** Those who alone can be among them, told by an index; null where they are many. */
  ids: number[] | null;
  /** How many there are, where finding them has told that. */
  count: ListCount | null;
}

/** All companies that a filter means, in a transaction of the account. */
export async function matchingCompanies(
  ctx: Context,
  { view, search, conditions }: CompanyMatch,
): Promise<MatchingCompanies> {
  const asking = await readyConditions(ctx, companyRecord, conditions);
  const isDeleted = view === 'deleted';
  let matching: MatchingRecords<'company'> = ctx.db
    .selectFrom('company')
    .where('company.deleted_at', isDeleted ? 'is not' : 'is', null);
  if (asking) matching = matching.where(conditionsSql(asking));
  if (isDeleted) return { matching: matching.where(deletedHolding(search)), ids: null, count: null };
  const found = await searchCompanies(ctx, search, countedTo + 1);
  const count = found && !asking ? countOf(found.ids.length) : null;
  if (found && found.ids.length <= countedTo) return { matching, ids: found.ids, count };
  return {
    matching: found ? matching.where(holding(found.patterns)) : matching,
    ids: asking && (await indexedMatches(ctx, asking, countedTo)),
    count,
  };
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
