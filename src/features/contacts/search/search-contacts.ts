import { sql } from 'kysely';
import { countedTo } from '#features/lists/rows/count-matching.ts';
import type { Context } from '#platform/context.ts';
import { type SearchPatterns, searchPatterns } from '#platform/fields/search-patterns.ts';

export interface SearchHit {
  contact_id: number;
  created_at: Date;
}

export interface FoundContacts {
  patterns: SearchPatterns;
  /** The newest ones, newest first; one more than `countedTo` where there are more. */
  ids: number[];
}

/**
 * The contacts that a search finds, or null where nothing was typed. Where the words find nobody, the last syllable may
 * still be on its way: a Korean who types 김철수 passes 김처.
 */
export async function searchContacts(
  ctx: Context,
  typed: string,
  wanted = countedTo + 1,
): Promise<FoundContacts | null> {
  const patterns = searchPatterns(typed);
  if (!patterns) return null;
  const ids = await newestIds(ctx, patterns, wanted);
  const loose = searchPatterns(typed, { isLoose: true })!;
  if (ids.length > 0 || loose.regexes.length === patterns.regexes.length) return { patterns, ids };
  return { patterns: loose, ids: await newestIds(ctx, loose, wanted) };
}

/** As one array: ten thousand rows would take longer to read than to find. */
async function newestIds(ctx: Context, { likes, regexes, pieces }: SearchPatterns, wanted: number): Promise<number[]> {
  const { rows } = await sql<{ ids: number[] }>`
    select array(select contact_id from search_contacts(${likes}, ${regexes}, ${pieces}, ${wanted})) as ids
  `.execute(ctx.db);
  return rows[0]!.ids;
}

/** The newest hits behind `after`, at most `wanted`: to walk through more than can be sorted. */
export async function newestHits(
  ctx: Context,
  { likes, regexes, pieces }: SearchPatterns,
  wanted: number,
  after: SearchHit | null,
): Promise<SearchHit[]> {
  const { rows } = await sql<SearchHit>`
    select contact_id, created_at from search_contacts(
      ${likes}, ${regexes}, ${pieces}, ${wanted}, ${after?.created_at ?? null}, ${after?.contact_id ?? null})
  `.execute(ctx.db);
  return rows;
}
