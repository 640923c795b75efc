import { sql } from 'kysely';
import type { ContactFilter, ContactView } from '#features/contacts/filter/contact-filter.ts';
import { contactsThatMatch, type MatchingContacts } from '#features/contacts/filter/matching-contacts.ts';
import { readyConditions } from '#features/contacts/filter/ready-conditions.ts';
import type { Context } from '#platform/context.ts';

/** Counting goes this far, since nobody reads further and every list would wait for it. */
export const countedTo = 10_000;

/** Each member is looked up where a company's contacts are counted, so no list waits for more of them than this. */
export const mostMembersCounted = 1_000;

/** Views of few contacts, which have an index each: sooner than a large company's members. */
const rareViews = new Set<ContactView>(['locked', 'deactivated', 'blocked', 'deleted']);

/** How many contacts a list has; `is_exact` is false for "10,000+". */
export interface ContactCount {
  count: number;
  is_exact: boolean;
}

/** A count that may have stopped one beyond the limit. */
export function countOf(count: number, isExact = false): ContactCount {
  return isExact || count <= countedTo ? { count, is_exact: true } : { count: countedTo, is_exact: false };
}

/**
 * How many contacts match a list. Of a company in a view that many are in: member by member, for PostgreSQL would join all of
 * the account's contacts. Of a large company as many as are among its first members, at least the `shown` ones.
 */
export async function countListed(
  ctx: Context,
  { matching, input, shown }: { matching: MatchingContacts; input: ContactFilter; shown: number },
): Promise<ContactCount> {
  if (input.company_id === null || rareViews.has(input.view)) return countMatching(ctx, matching);
  const asking = await readyConditions(ctx, input.conditions);
  const ofAnyCompany = contactsThatMatch(ctx, { ...input, search: '', company_id: null }, asking);
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
    : { count: Math.max(kept, shown), is_exact: false };
}

/** How many contacts match, up to 10,000. */
export async function countMatching({ db }: Context, matching: MatchingContacts): Promise<ContactCount> {
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
export async function countFound(
  { db }: Context,
  matching: MatchingContacts,
  ids: readonly number[],
): Promise<ContactCount> {
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
