import { type SelectQueryBuilder, sql } from 'kysely';
import type { ContactFilter, ContactSort, ContactView } from '#features/contacts/filter/contact-filter.ts';
import { matchingContacts } from '#features/contacts/filter/matching-contacts.ts';
import { type FoundContacts, newestHits, searchContacts } from '#features/contacts/search-contacts.ts';
import { allow, type Context } from '#platform/context.ts';
import { type KeysetInput, keyset, type Page, pageOf } from '#platform/database/keyset.ts';
import type { Tables } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { contactRows, type ListedContact } from './contact-rows.ts';
import { type ContactCount, countedTo, countOf, mostMembersCounted } from './count-contacts.ts';

export interface ListedContacts extends Page<ListedContact> {
  count: ContactCount;
  /** True where a search finds more than can be sorted: newest first then, whatever was asked. */
  is_newest_first: boolean;
}

const pageSize = 50;
/** Hits looked at in one go while walking through more than can be sorted. */
const walkedHits = 500;
/** Views of few contacts, which have an index each: sooner than a large company's members. */
const rareViews = new Set<ContactView>(['locked', 'deactivated', 'blocked', 'deleted']);
type Matching = SelectQueryBuilder<Tables, 'contact', object>;

const sorts: Record<ContactSort, { column: 'sort_key' | 'created_at' | 'updated_at'; kind: 'text' | 'time' }> = {
  name: { column: 'sort_key', kind: 'text' },
  created: { column: 'created_at', kind: 'time' },
  updated: { column: 'updated_at', kind: 'time' },
};

/**
 * Contacts that a filter means, a page of 50, sorted as it says. A search that finds up to 10,000 is sorted like any list;
 * one that finds more is listed newest first, and forwards only.
 */
export async function listContacts(ctx: Context, input: ContactFilter & KeysetInput): Promise<ListedContacts> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async (ctx) => {
    const found = await searchContacts(ctx, input.search);
    const matching = matchingContacts(ctx, { ...input, search: '' });
    if (!found) {
      const page = await sortedPage(ctx, matching, input);
      const isWhole = !input.after && !input.before && page.next === null;
      const count = isWhole ? countOf(page.rows.length) : await countListed(ctx, matching, input, page.rows.length);
      return { ...page, count };
    }
    if (found.ids.length <= countedTo) {
      const page = await sortedPage(ctx, matching.where(sql<boolean>`contact.id = any(${found.ids}::bigint[])`), input);
      return { ...page, count: await countFound(ctx, matching, found.ids) };
    }
    const isNarrow = input.view !== 'all' || input.company_id !== null;
    if (isNarrow && (await countMatching(ctx, matching)).is_exact) {
      const narrowed = withWords(matching, found);
      return { ...(await sortedPage(ctx, narrowed, input)), count: await countMatching(ctx, narrowed) };
    }
    return walkedPage(ctx, matching, found, input);
  });
}

async function sortedPage(
  ctx: Context,
  matching: Matching,
  input: ContactFilter & KeysetInput,
): Promise<Omit<ListedContacts, 'count'>> {
  const { column, kind } = sorts[input.sort];
  const order = keyset(input, {
    column: `contact.${column}`,
    id: 'contact.id',
    kind,
    isDescending: input.is_descending,
  });
  const page = matching
    .select('contact.id')
    .where(order.condition)
    .orderBy(order.order)
    .limit(pageSize + 1);
  const ids = (await page.execute()).map(({ id }) => id);
  const placeOf = (row: ListedContact) => ({ value: row[column], id: row.id });
  const rows = await contactRows(ctx, ids);
  return { ...pageOf(rows, order, { size: pageSize, placeOf }), is_newest_first: false };
}

/** Few contacts, common words: the words are looked for in those contacts, not in the index. */
function withWords(matching: Matching, { patterns }: FoundContacts): Matching {
  const conditions = [
    ...patterns.likes.map((like) => sql`txt like ${like}`),
    ...patterns.regexes.map((regex) => sql`txt ~ ${regex}`),
  ];
  return matching.where(
    sql<boolean>`exists (
      select from contact_search where contact_id = contact.id and ${sql.join(conditions, sql` and `)}
    )`,
  );
}

/** Many contacts and common words: from the newest hit on, until the page is full. */
async function walkedPage(
  ctx: Context,
  matching: Matching,
  { patterns }: FoundContacts,
  input: KeysetInput,
): Promise<ListedContacts> {
  const order = keyset({ after: input.after }, { column: 'created_at', id: 'id', kind: 'time', isDescending: true });
  const ids: number[] = [];
  let after = order.place && { created_at: order.place.value as Date, contact_id: order.place.id };
  while (ids.length <= pageSize) {
    const hits = await newestHits(ctx, patterns, walkedHits, after);
    const hitIds = hits.map(({ contact_id }) => contact_id);
    const kept = await matching
      .select('contact.id')
      .where(sql<boolean>`contact.id = any(${hitIds}::bigint[])`)
      .execute();
    const keptIds = new Set(kept.map(({ id }) => id));
    ids.push(...hitIds.filter((id) => keptIds.has(id)));
    after = hits.at(-1) ?? null;
    if (hits.length < walkedHits) break;
  }
  const rows = await contactRows(ctx, ids.slice(0, pageSize + 1));
  const placeOf = ({ created_at, id }: ListedContact) => ({ value: created_at, id });
  const page = pageOf(rows, order, { size: pageSize, placeOf });
  return { ...page, previous: null, count: { count: countedTo, is_exact: false }, is_newest_first: true };
}

/**
 * Of a company in a view that many are in: member by member, for PostgreSQL would join all of the account's contacts. Of a
 * large company as many as are among its first members, at least those that the list shows.
 */
async function countListed(
  ctx: Context,
  matching: Matching,
  input: ContactFilter,
  shownCount: number,
): Promise<ContactCount> {
  if (input.company_id === null || rareViews.has(input.view)) return countMatching(ctx, matching);
  const ofAnyCompany = matchingContacts(ctx, { ...input, search: '', company_id: null });
  const { members, kept } = await ctx.db
    .selectFrom(
      ctx.db
        .selectFrom('membership')
        .select('contact_id')
        .where('company_id', '=', input.company_id)
        .limit(mostMembersCounted + 1)
        .as('member'),
    )
    .leftJoinLateral(
      ofAnyCompany.select('contact.id').where(sql<boolean>`contact.id = member.contact_id`).offset(0).as('kept'),
      (join) => join.onTrue(),
    )
    .select(({ fn }) => [fn.countAll<number>().as('members'), fn.count<number>('kept.id').as('kept')])
    .executeTakeFirstOrThrow();
  return members <= mostMembersCounted
    ? { count: kept, is_exact: true }
    : { count: Math.max(kept, shownCount), is_exact: false };
}

async function countMatching({ db }: Context, matching: Matching): Promise<ContactCount> {
  const { count } = await db
    .selectFrom(
      matching
        .select('contact.id')
        .limit(countedTo + 1)
        .as('counted'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return countOf(count);
}

/**
 * How many of the contacts found still match. One look-up by key for each: given the choice, PostgreSQL reads a whole index
 * instead, whose last column the id is (50 ms against 4 for 1,600 of 200,000).
 */
async function countFound({ db }: Context, matching: Matching, ids: readonly number[]): Promise<ContactCount> {
  const { count } = await db
    .selectFrom(sql<{ id: number }>`unnest(${ids}::bigint[])`.as<'found'>(sql`found (id)`))
    .innerJoinLateral(
      matching.select('contact.id').where(sql<boolean>`contact.id = found.id`).offset(0).as('kept'),
      (join) => join.onTrue(),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return countOf(count);
}
