import { sql } from 'kysely';
import type { ContactFilter, ContactView } from '#features/contacts/filter/contact-filter.ts';
import { byIndex, contactsThatMatch, type MatchingContacts } from '#features/contacts/filter/matching-contacts.ts';
import { exactIds } from '#features/lists/filter/indexed-matches.ts';
import type { Asking } from '#features/lists/filter/ready-conditions.ts';
import { countedTo, countMatching, countOf, type ListCount } from '#features/lists/rows/count-matching.ts';
import type { Context } from '#platform/context.ts';

/** Each member is looked up where a company's contacts are counted, so no list waits for more of them than this. */
export const mostMembersCounted = 1_000;

/** With more deleted contacts than this each one is looked up. */
const mostDeleted = 50_000;

/** Views of few contacts, which have an index each: sooner than a large company's members. */
const rareViews = new Set<ContactView>(['locked', 'deactivated', 'blocked', 'deleted']);

interface Listed {
  matching: MatchingContacts;
  asking: Asking | null;
  input: ContactFilter;
  shown: number;
}

/**
 * How many contacts match a list. Of a company in a view that many are in: member by member, for PostgreSQL would join all of
 * the account's contacts. Of a large company as many as are among its first members, at least the `shown` ones.
 */
export async function countListed(ctx: Context, { matching, asking, input, shown }: Listed): Promise<ListCount> {
  if (input.company_id === null || rareViews.has(input.view)) return countMany(ctx, { matching, asking, input });
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

/** How many contacts match, by an index where one tells. */
async function countMany(ctx: Context, { matching, asking, input }: Omit<Listed, 'shown'>): Promise<ListCount> {
  const isCertain = asking && input.view === 'all' && (await isMoreThanCounted(ctx, asking));
  return isCertain ? countOf(countedTo + 1) : countMatching(ctx, byIndex(matching, asking));
}

/**
 * Whether an index knows more contacts that meet the only condition than are counted, even if all who are deleted were among
 * them: nobody of them has to be looked up then.
 */
async function isMoreThanCounted({ db }: Context, asking: Asking): Promise<boolean> {
  const ids = exactIds(asking);
  if (!ids) return false;
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
