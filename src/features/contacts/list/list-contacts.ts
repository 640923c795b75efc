import { sql } from 'kysely';
import type { ContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { contactRecord } from '#features/contacts/filter/contact-record.ts';
import { isToldByWords } from '#features/contacts/filter/indexed-contacts.ts';
import {
  byIndex,
  contactsInView,
  contactsThatMatch,
  type MatchingContacts,
} from '#features/contacts/filter/matching-contacts.ts';
import { type FoundContacts, searchContacts } from '#features/contacts/search/search-contacts.ts';
import { listCustomFields } from '#features/custom-fields/list-custom-fields.ts';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import { exactIds, indexedMatches } from '#features/lists/filter/indexed-matches.ts';
import { type Asking, readyConditions } from '#features/lists/filter/ready-conditions.ts';
import {
  atLeast,
  countedTo,
  countInTime,
  countMatching,
  countOf,
  type ListCount,
} from '#features/lists/rows/count-matching.ts';
import { type ListOrder, listOrder } from '#features/lists/rows/list-order.ts';
import { foundPage, nearPage, sortedPage, type Walk } from '#features/lists/rows/sorted-page.ts';
import { allow, type Context } from '#platform/context.ts';
import type { KeysetInput, Page } from '#platform/database/keyset.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { companyPage } from './company-page.ts';
import { contactRows, type ListedContact } from './contact-rows.ts';
import { countListed, isLargeCompany } from './count-listed.ts';
import { walkedPage } from './walked-page.ts';

export interface ListedContacts extends Page<ListedContact> {
  count: ListCount;
  /** What the rows are sorted by: another field than was asked for where more match than can be sorted by that one. */
  sort: string;
  /** True where a search finds more than can be sorted: newest first then, whatever was asked. */
  is_newest_first: boolean;
}

/** Looking up the company of each is sooner done than going through the companies for contacts as rare as these. */
const fewForCompanies = 1_000;

/** Contacts gone through for a page of those who hold a text, before an index is asked for all of them. */
const stepsToWords = 4_000;

type Input = ContactFilter & KeysetInput;

/** What a list is made from, read once. */
interface Asked {
  input: Input & { columns: readonly FilterField[] };
  order: ListOrder;
  asking: Asking | null;
}

/** The same in one transaction. */
interface Listing extends Asked {
  matching: MatchingContacts;
}

/**
 * Contacts that a filter means, a page of 50, sorted as it says; `columns` names the fields whose values the rows carry beside
 * the usual ones. A search that finds up to 10,000 is sorted like any list; one that finds more is listed newest first, and
 * forwards only. Fields without an index sort up to 10,000 contacts. Where the caller counts the list himself, `is_counted` false
 * leaves that out.
 */
export async function listContacts(
  ctx: Context,
  { columns = [], is_counted = true, ...input }: Input & { columns?: readonly string[]; is_counted?: boolean },
): Promise<ListedContacts> {
  allow(ctx, 'contacts.view');
  const { asked, found } = await inTransaction(ctx, async (ctx) => {
    const fields = contactRecord.fieldsOf(await listCustomFields(ctx, { record: 'contact' }));
    const found = await searchContacts(ctx, input.search);
    const asking = await readyConditions(ctx, contactRecord, input.conditions);
    const order = listOrder(contactRecord, input, fields);
    const shown = fields.filter(({ name }) => columns.includes(name));
    return { asked: { input: { ...input, columns: shown }, order, asking }, found };
  });
  const near = hasWords(asked, found) ? await besideCount(ctx, asked, { is_counted, find: nearWords }) : null;
  const listed = near ?? (await inTransaction(ctx, (ctx) => listFew(ctx, asked, found)));
  return listed ?? besideCount(ctx, asked, { is_counted, find: sortedByIndex });
}

/** Of as many as an index can tell, or in an order without one; null for all others, who are walked through by an index. */
async function listFew(ctx: Context, asked: Asked, found: FoundContacts | null): Promise<ListedContacts | null> {
  const { input, order, asking } = asked;
  const listing = listingOf(ctx, asked);
  if (found && found.ids.length <= countedTo) return listAmong(ctx, listing, found.ids);
  const ids = asking && (await indexedMatches(ctx, asking, countedTo));
  if (found) return listFound(ctx, listing, { found, ids });
  if (!ids) return order.isIndexed ? null : listUnindexed(ctx, listing);
  const isAnswered = asking !== null && exactIds(asking)?.isOfOne;
  return listAmong(ctx, isAnswered ? { ...listing, matching: contactsInView(ctx, input) } : listing, ids);
}

/** Whether those who hold a text are asked for, in an order that an index has. */
function hasWords({ input, order, asking }: Asked, found: FoundContacts | null): boolean {
  return !found && asking !== null && order.isIndexed && input.company_id === null && isToldByWords(asking);
}

/**
 * Those who hold a text, where the first of the list fill a page with it: the index would have to find all of them. Null where
 * they do not.
 */
function nearWords(ctx: Context, { input, order, matching }: Listing): Promise<Page<ListedContact> | null> {
  const asked = { ...input, record: 'contact', order, rowsOf: rowsOf(ctx, input) } as const;
  return nearPage(matching, { ...asked, through: contactsInView(ctx, input), steps: stepsToWords });
}

function listingOf(ctx: Context, asked: Asked): Listing {
  return { ...asked, matching: contactsThatMatch(ctx, { ...asked.input, search: '' }, asked.asking) };
}

/** Few enough to be sorted by anything. */
async function listAmong(
  ctx: Context,
  { matching, ...listing }: Listing,
  ids: readonly number[],
): Promise<ListedContacts> {
  const { input, order } = listing;
  const asked = { ...input, record: 'contact', order, rowsOf: rowsOf(ctx, input), ids } as const;
  const { page, count } = await foundPage(ctx, matching, asked);
  return { ...page, count, sort: order.sort, is_newest_first: false };
}

/** More than can be sorted hold the words; what else is asked for may leave few of them. */
async function listFound(
  ctx: Context,
  listing: Listing,
  { found, ids }: { found: FoundContacts; ids: readonly number[] | null },
): Promise<ListedContacts> {
  const { input } = listing;
  const matching = ids ? listing.matching.where(sql<boolean>`contact.id = any(${ids}::bigint[])`) : listing.matching;
  const isNarrow = input.view !== 'all' || input.company_id !== null || listing.asking !== null;
  if (isNarrow && (await countMatching(ctx, matching)).is_exact) {
    const narrowed = withWords(matching, found);
    return { ...(await sorted(ctx, { ...listing, matching: narrowed })), count: await countMatching(ctx, narrowed) };
  }
  return { ...(await walkedPage(ctx, matching, { found, input })), sort: 'created_at', is_newest_first: true };
}

/** A page and meanwhile its count, which takes longer of a million contacts; null where `find` gives no page. */
async function besideCount<Found extends Page<ListedContact> | null>(
  ctx: Context,
  asked: Asked,
  { is_counted, find }: { is_counted: boolean; find(ctx: Context, listing: Listing): Promise<Found> },
): Promise<ListedContacts | Extract<Found, null>> {
  const { input, order, asking } = asked;
  const [page, counted] = await Promise.all([
    inTransaction(ctx, (ctx) => find(ctx, listingOf(ctx, asked))),
    is_counted
      ? countInTime(ctx, async (ctx) => {
          if (input.company_id !== null && (await isLargeCompany(ctx, input.company_id))) return null;
          return countListed(ctx, { matching: listingOf(ctx, asked).matching, asking, input });
        })
      : null,
  ]);
  if (!page) return page as Extract<Found, null>;
  const isWhole = !input.after && !input.before && page.next === null;
  const count = isWhole ? countOf(page.rows.length) : atLeast(counted, page.rows.length);
  return { ...page, count, sort: order.sort, is_newest_first: false };
}

const sortedByIndex = (ctx: Context, listing: Listing) => pageOf(ctx, listing, walkOf(ctx, listing));

async function listUnindexed(ctx: Context, listing: Listing): Promise<ListedContacts> {
  const { input, matching, order, asking } = listing;
  const count = await countListed(ctx, { matching, asking, input });
  const isQuicklySorted = count.is_exact && (order.sort !== 'company' || count.count <= fewForCompanies);
  if (isQuicklySorted) return { ...(await sorted(ctx, listing)), count };
  if (order.sort !== 'company')
    return {
      ...(await sorted(ctx, { ...listing, order: listOrder(contactRecord, { ...input, sort: 'name' }, []) })),
      count,
    };
  return { ...(await companyPage(ctx, matching, input)), count, sort: 'company', is_newest_first: false };
}

async function sorted(ctx: Context, listing: Listing): Promise<Omit<ListedContacts, 'count'>> {
  return { ...(await pageOf(ctx, listing)), sort: listing.order.sort, is_newest_first: false };
}

function pageOf(ctx: Context, { input, order, matching }: Listing, walk?: Walk): Promise<Page<ListedContact>> {
  return sortedPage(matching, { ...input, record: 'contact', order, rowsOf: rowsOf(ctx, input), walk });
}

function rowsOf(ctx: Context, { columns }: Listing['input']) {
  return (ids: readonly number[]) => contactRows(ctx, ids, columns);
}

/** Of contacts that an index tells, but too many to begin with them. */
function walkOf(ctx: Context, { input, matching, asking }: Listing): Walk | undefined {
  if (input.company_id !== null) return undefined;
  const indexed = byIndex(matching, asking);
  return indexed === matching ? undefined : { through: contactsInView(ctx, input), indexed };
}

/** Few contacts, common words: the words are looked for in those contacts, not in the index. */
function withWords(matching: MatchingContacts, { patterns }: FoundContacts): MatchingContacts {
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
