import { sql } from 'kysely';
import type { ContactFilter, ContactView } from '#features/contacts/filter/contact-filter.ts';
import { contactRecord } from '#features/contacts/filter/contact-record.ts';
import { contactsThatMatch, type MatchingContacts } from '#features/contacts/filter/matching-contacts.ts';
import { readyConditions } from '#features/lists/filter/ready-conditions.ts';
import { countMatching, type ListCount } from '#features/lists/rows/count-matching.ts';
import type { Context } from '#platform/context.ts';

/** Each member is looked up where a company's contacts are counted, so no list waits for more of them than this. */
export const mostMembersCounted = 1_000;

/** Views of few contacts, which have an index each: sooner than a large company's members. */
const rareViews = new Set<ContactView>(['locked', 'deactivated', 'blocked', 'deleted']);

/**
 * How many contacts match a list. Of a company in a view that many are in: member by member, for PostgreSQL would join all of
 * the account's contacts. Of a large company as many as are among its first members, at least the `shown` ones.
 */
export async function countListed(
  ctx: Context,
  { matching, input, shown }: { matching: MatchingContacts; input: ContactFilter; shown: number },
): Promise<ListCount> {
  if (input.company_id === null || rareViews.has(input.view)) return countMatching(ctx, matching);
  const asking = await readyConditions(ctx, contactRecord, input.conditions);
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
