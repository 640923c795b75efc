import { countFound, countMatching, type ListCount } from '#features/lists/rows/count-matching.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { CompanyMatch } from './company-filter.ts';
import { type MatchingCompanies, matchingCompanies } from './matching-companies.ts';

/** How many companies a filter means, up to 10,000; `isExact` counts them all. */
export async function countCompanies(ctx: Context, match: CompanyMatch, { isExact = false } = {}): Promise<ListCount> {
  allow(ctx, 'companies.view');
  return inTransaction(ctx, async (ctx) => {
    const companies = await matchingCompanies(ctx, match);
    return isExact ? countMatching(ctx, companies.matching, { isExact }) : countOfMatching(ctx, companies);
  });
}

/** The same of companies that have been found, in the running transaction. */
export async function countOfMatching(ctx: Context, { matching, ids, count }: MatchingCompanies): Promise<ListCount> {
  if (count) return count;
  return ids ? countFound(ctx, matching, { record: 'company', ids }) : countMatching(ctx, matching);
}
