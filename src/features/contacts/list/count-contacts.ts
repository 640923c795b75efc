import { sql } from 'kysely';
import {
  type ContactFilter,
  type ContactMatch,
  type ContactView,
  contactViews,
  readContactFilter,
} from '#features/contacts/filter/contact-filter.ts';
import { contactRecord } from '#features/contacts/filter/contact-record.ts';
import { contactsThatMatch, matchingContacts } from '#features/contacts/filter/matching-contacts.ts';
import { viewCondition } from '#features/contacts/filter/view-conditions.ts';
import { readyConditions } from '#features/lists/filter/ready-conditions.ts';
import { countedTo, countMatching, countOf, type ListCount } from '#features/lists/rows/count-matching.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { countListed, isLargeCompany } from './count-listed.ts';
import { isCrowded, noteCrowded } from './crowded-views.ts';

/** How many contacts a filter means, up to 10,000; `isExact` counts them all. */
export async function countContacts(ctx: Context, match: ContactMatch, { isExact = false } = {}): Promise<ListCount> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async (ctx) => {
    return countMatching(ctx, await matchingContacts(ctx, match), { isExact });
  });
}

/** The same, by the ways that are quick for a list, for one whose page could not wait. */
export async function countList(ctx: Context, filter: ContactFilter): Promise<ListCount> {
  allow(ctx, 'contacts.view');
  if (filter.search !== '') return countContacts(ctx, filter);
  return inTransaction(ctx, async (ctx) => {
    const asking = await readyConditions(ctx, contactRecord, filter.conditions);
    const matching = contactsThatMatch(ctx, filter, asking);
    return countListed(ctx, { matching, asking, input: filter });
  });
}

/** The same for every view without a search, for the tabs above the list; "10,000+" may be ten seconds old. */
export async function countContactViews(ctx: Context): Promise<Record<ContactView, ListCount>> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async (ctx) => {
    const counts: [ContactView, ListCount][] = [];
    for (const view of contactViews) counts.push([view, await countView(ctx, view)]);
    return Object.fromEntries(counts) as Record<ContactView, ListCount>;
  });
}

async function countView(ctx: Context, view: ContactView): Promise<ListCount> {
  if (isCrowded(ctx, view)) return countOf(countedTo + 1);
  const count = await countContacts(ctx, readContactFilter({ view }));
  noteCrowded(ctx, view, !count.is_exact);
  return count;
}

/** The same of one company; null where it has so many members that its list would have to wait for the counts. */
export async function countViewsOfCompany(
  ctx: Context,
  { company_id }: { company_id: number },
): Promise<Record<ContactView, ListCount> | null> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async (ctx) => {
    return (await isLargeCompany(ctx, company_id)) ? null : countMembers(ctx, company_id);
  });
}

/**
 * All views in one pass over the company's members, each looked up by key. View by view, PostgreSQL would join a large company
 * with all contacts of the account, eight times over: more than twice the time.
 */
async function countMembers({ db, clock }: Context, company_id: number): Promise<Record<ContactView, ListCount>> {
  const columns = contactViews.map(
    (view) => sql`count(*) filter (where ${viewCondition(view, clock.now())}) as ${sql.ref(view)}`,
  );
  const { rows } = await sql<Record<ContactView, number>>`
    select ${sql.join(columns)}
    from membership cross join lateral (
      select contact.* from contact
      where contact.id = membership.contact_id offset 0) as contact
    where membership.company_id = ${company_id}`.execute(db);
  const counts = contactViews.map((view): [ContactView, ListCount] => [view, countOf(rows[0]![view])]);
  return Object.fromEntries(counts) as Record<ContactView, ListCount>;
}
