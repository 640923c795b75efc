import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { type SearchPatterns, searchPatterns } from '#platform/fields/search-patterns.ts';

export interface FoundCompanies {
  patterns: SearchPatterns;
  /** In no order; as many as were wanted where there are that many. */
  ids: number[];
}

/**
 * The companies that a search finds by name, domain and external id, at most `wanted`; null where nothing was typed. As with
 * contacts, the last syllable may still be on its way where the words find none.
 */
export async function searchCompanies(ctx: Context, typed: string, wanted: number): Promise<FoundCompanies | null> {
  const patterns = searchPatterns(typed);
  if (!patterns) return null;
  const ids = await idsFound(ctx, patterns, wanted);
  const loose = searchPatterns(typed, { isLoose: true })!;
  if (ids.length > 0 || loose.regexes.length === patterns.regexes.length) return { patterns, ids };
  return { patterns: loose, ids: await idsFound(ctx, loose, wanted) };
}

/** As one array: ten thousand rows would take longer to read than to find. */
async function idsFound(ctx: Context, { likes, regexes, pieces }: SearchPatterns, wanted: number): Promise<number[]> {
  const { rows } = await sql<{ ids: number[] }>`
    select array(select search_companies(${likes}, ${regexes}, ${pieces}, ${wanted})) as ids`.execute(ctx.db);
  return rows[0]!.ids;
}
