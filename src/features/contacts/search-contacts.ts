import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { countedTo } from './count-contacts.ts';
import { type SearchPatterns, searchPatterns } from './search-patterns.ts';

export interface SearchHit {
  contact_id: number;
  created_at: Date;
}

export interface SearchHits {
  patterns: SearchPatterns;
  /** The newest ones, newest first; one more than `countedTo` where there are more. */
  hits: SearchHit[];
}

/**
 * The contacts that a search finds, or null where nothing was typed. Where the words find nobody, the last syllable may
 * still be on its way: a Korean who types 김철수 passes 김처.
 */
export async function searchContacts(ctx: Context, typed: string, wanted = countedTo + 1): Promise<SearchHits | null> {
  const patterns = searchPatterns(typed);
  if (!patterns) return null;
  const hits = await newestHits(ctx, patterns, wanted);
  if (hits.length > 0) return { patterns, hits };
  const loose = searchPatterns(typed, { isLoose: true })!;
  return loose.regexes.length > patterns.regexes.length
    ? { patterns: loose, hits: await newestHits(ctx, loose, wanted) }
    : { patterns, hits };
}

/** The newest hits, at most `wanted`, behind `after` where it is given. */
export async function newestHits(
  ctx: Context,
  { likes, regexes, pieces }: SearchPatterns,
  wanted: number,
  after?: SearchHit,
): Promise<SearchHit[]> {
  const { rows } = await sql<SearchHit>`
    select contact_id, created_at from search_contacts(
      ${likes}, ${regexes}, ${pieces}, ${wanted}, ${after?.created_at ?? null}, ${after?.contact_id ?? null})
  `.execute(ctx.db);
  return rows;
}
