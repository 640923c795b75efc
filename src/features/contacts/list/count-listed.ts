import { type RawBuilder, sql } from 'kysely';
import type { ContactFilter, ContactView } from '#features/contacts/filter/contact-filter.ts';
import {
  byIndex,
  contactsInView,
  contactsThatMatch,
  type MatchingContacts,
} from '#features/contacts/filter/matching-contacts.ts';
import { exactIds } from '#features/lists/filter/indexed-matches.ts';
import type { Asking } from '#features/lists/filter/ready-conditions.ts';
import { countedTo, countMatching, countOf, type ListCount } from '#features/lists/rows/count-matching.ts';
import type { Context } from '#platform/context.ts';

/** Each member is looked up where a company's contacts are counted, so no list waits for more of them than this. */
const mostMembersCounted = 1_000;

/** With more deleted contacts than this each one is looked up. */
const mostDeleted = 50_000;

/** Views of few contacts, which have an index each: sooner than a large company's members. */
const rareViews = new Set<ContactView>(['locked', 'deactivated', 'blocked', 'deleted']);

interface Listed {
  matching: MatchingContacts;
  asking: Asking | null;
  input: ContactFilter;
}

/**
 * How many contacts match a list. Of a company in a view that many are in: member by member, for PostgreSQL would join all of
 * the account's contacts.
 */
export async function countListed(ctx: Context, { matching, asking, input }: Listed): Promise<ListCount> {
  if (input.company_id === null || rareViews.has(input.view)) return countMany(ctx, { matching, asking, input });
  const ofAnyCompany = contactsThatMatch(ctx, { ...input, search: '', company_id: null }, asking);
  const members = sql`select contact_id from membership where company_id = ${input.company_id}`;
  return countTold(ctx, members, ofAnyCompany);
}

/** Whether a company has so many members that no page should wait until they are counted. */
export async function isLargeCompany({ db }: Context, company_id: number): Promise<boolean> {
  const { rows } = await sql<{ is_large: boolean }>`
    select exists (
      select from membership where company_id = ${company_id} offset ${mostMembersCounted}) as is_large`.execute(db);
  return rows[0]!.is_large;
}

/** How many contacts match, by an index where one tells. */
async function countMany(ctx: Context, { matching, asking, input }: Listed): Promise<ListCount> {
  const exact = asking && exactIds(asking);
  if (!exact) return countMatching(ctx, byIndex(matching, asking));
  if (exact.isOfOne && input.view === 'all' && (await isMoreThanCounted(ctx, exact.ids))) return countOf(countedTo + 1);
  return countTold(ctx, exact.ids, contactsInView(ctx, input));
}

/** How many of those whom an index tells are in a view, up to 10,000. */
async function countTold({ db }: Context, ids: RawBuilder<unknown>, inView: MatchingContacts): Promise<ListCount> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from (
      select from (${ids}) as told (id)
      cross join lateral (${inView.select('contact.id').where(sql<boolean>`contact.id = told.id`).offset(0)}) as kept
      limit ${countedTo + 1}) as counted`.execute(db);
  return countOf(rows[0]!.count);
}

/**
 * Whether an index knows more contacts than are counted, even if all who are deleted were among
 * them: nobody of them has to be looked up then.
 */
async function isMoreThanCounted({ db }: Context, ids: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql<{ is_more: boolean }>`
    with deleted as (
      select count(*) from (select from contact where deleted_at is not null limit ${mostDeleted + 1}) counted)
    select (select count from deleted) <= ${mostDeleted} and (
      select count(*) > ${countedTo} + (select count from deleted) from (
        select from (${ids}) as told limit ${countedTo} + (select count from deleted) + 1) counted) as is_more`.execute(
    db,
  );
  return rows[0]!.is_more;
}
