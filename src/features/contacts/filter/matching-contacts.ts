import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { conditionsSql } from '#features/lists/filter/condition-sql.ts';
import { indexedIds } from '#features/lists/filter/indexed-matches.ts';
import { type Asking, readyConditions } from '#features/lists/filter/ready-conditions.ts';
import type { Context } from '#platform/context.ts';
import type { Tables } from '#platform/database/tables.generated.ts';
import { type SearchPatterns, searchPatterns } from '#platform/fields/search-patterns.ts';
import type { ContactMatch } from './contact-filter.ts';
import { contactRecord } from './contact-record.ts';
import { viewCondition } from './view-conditions.ts';

export type MatchingContacts = SelectQueryBuilder<Tables, 'contact', object>;

/** PostgreSQL's largest integer: as many as there are. */
const all = 2_147_483_647;

/**
 * All contacts that a filter means, as a query of `contact` without order: to count, to freeze for a bulk action, to
 * export. Runs in a transaction of the account.
 */
export async function matchingContacts(ctx: Context, match: ContactMatch): Promise<MatchingContacts> {
  const asking = await readyConditions(ctx, contactRecord, match.conditions);
  return byIndex(contactsThatMatch(ctx, match, asking), asking);
}

/** All contacts of a view, of one company where the filter names one, before any word or condition is asked. */
export function contactsInView(ctx: Context, match: ContactMatch): MatchingContacts {
  return contactsThatMatch(ctx, { ...match, search: '' }, null);
}

/** The same contacts, looked for among those of whom an index says that they alone can be meant. */
export function byIndex(matching: MatchingContacts, asking: Asking | null): MatchingContacts {
  const ids = asking && indexedIds(asking);
  return ids ? matching.where(sql<boolean>`contact.id in (${ids})`) : matching;
}

/** What `matchingContacts` gives of conditions made ready before, each contact asked; `byIndex` narrows it. */
export function contactsThatMatch(
  { db, clock }: Context,
  { view, search, company_id }: ContactMatch,
  asking: Asking | null,
): MatchingContacts {
  let query = db.selectFrom('contact').where(viewCondition(view, clock.now()));
  if (company_id !== null) {
    query = query.where(
      'contact.id',
      'in',
      db.selectFrom('membership').select('contact_id').where('company_id', '=', company_id),
    );
  }
  if (asking) query = query.where(conditionsSql(asking));
  const patterns = searchPatterns(search);
  return patterns ? query.where(sql<boolean>`contact.id in (${idsFound(patterns, search)})`) : query;
}

/** What `searchContacts` finds, all of it: where the words find nobody, those that the last syllable may yet become. */
function idsFound(patterns: SearchPatterns, search: string): RawBuilder<unknown> {
  const found = (wanted: number) => sql`select contact_id from ${hits(patterns, wanted)}`;
  const loose = searchPatterns(search, { isLoose: true })!;
  if (loose.regexes.length === patterns.regexes.length) return found(all);
  return sql`${found(all)} union all select contact_id from ${hits(loose, all)} where not exists (${found(1)})`;
}

function hits({ likes, regexes, pieces }: SearchPatterns, wanted: number): RawBuilder<unknown> {
  return sql`search_contacts(${likes}, ${regexes}, ${pieces}, ${wanted})`;
}
