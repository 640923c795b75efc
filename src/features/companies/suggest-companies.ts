import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { companyNameKey } from './company.ts';
import { searchCompanies } from './search-companies.ts';

export interface SuggestedCompany {
  id: number;
  name: string;
}

const suggestedCount = 8;
const searchedCount = 1_000;

/** Companies to offer while a name is being typed: those that begin with it, then those that search finds; none for no text. */
export async function suggestCompanies(ctx: Context, { text }: { text: string }): Promise<SuggestedCompany[]> {
  allow(ctx, 'companies.view');
  const typed = companyNameKey(text).slice(0, 100);
  if (!typed) return [];
  return inTransaction(ctx, async (ctx) => {
    const offered = ctx.db
      .selectFrom('company')
      .select(['id', 'name'])
      .where('deleted_at', 'is', null)
      .limit(suggestedCount);
    const beginning = await offered
      .where('name_key', '>=', typed)
      .where('name_key', '<', `${typed}\u{10ffff}`)
      .orderBy('name_key')
      .execute();
    if (beginning.length === suggestedCount) return beginning;
    const found = await searchCompanies(ctx, text.slice(0, 100), searchedCount);
    const holding = await offered
      .where(sql<boolean>`id = any(${found?.ids ?? []}::bigint[])`)
      .orderBy('sort_key')
      .orderBy('id')
      .execute();
    const others = holding.filter(({ id }) => !beginning.some((company) => company.id === id));
    return [...beginning, ...others].slice(0, suggestedCount);
  });
}
