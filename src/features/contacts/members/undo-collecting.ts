import { sql } from 'kysely';
import type { Change } from '#features/change-log/change.ts';
import { findChange } from '#features/change-log/find-change.ts';
import { recordChanges } from '#features/change-log/record-changes.ts';
import { lockCompany } from '#features/companies/lock-company.ts';
import type { ContactMembership } from '#features/contacts/find-contact.ts';
import { writeContactSearch } from '#features/contacts/search/write-contact-search.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { isAsCollected } from './list-collected.ts';
import { listedMemberships, membershipKeys } from './write-memberships.ts';

const contactsAtOnce = 500;

/**
 * Takes the contacts out of a company again whom `collectContacts` put there, by the id of that in the company's log; how
 * many. Who has another company, role or sight by now stays. Fails as conflict where that is everybody.
 */
export async function undoCollecting(
  ctx: Context,
  { company_id, change_id }: { company_id: number; change_id: number },
): Promise<number> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async (ctx) => {
    const { db } = ctx;
    const { act, at } = await findChange(ctx, { record: 'company', record_id: company_id, change_id });
    if (act !== 'contacts_collected') throw new Failure('not_found', 'platform.not_found');
    const collected = sql`m.created_at = ${at} and ${isAsCollected(company_id)}`;
    await sql`
      select from contact where id in (select m.contact_id from membership m where ${collected})
      order by id for no key update`.execute(db);
    const company = await lockCompany(ctx, company_id);
    const { rows: left } = await sql<{ contact_id: number }>`
      delete from membership m where ${collected} returning m.contact_id`.execute(db);
    if (left.length === 0) throw new Failure('conflict', 'companies.collected_changed_since');
    const ids = left.map(({ contact_id }) => contact_id).sort((one, next) => one - next);
    await tell(ctx, company, ids);
    return ids.length;
  });
}

async function tell(ctx: Context, company: { id: number; name: string }, ids: readonly number[]): Promise<void> {
  const { db, clock } = ctx;
  await sql`update contact set updated_at = ${clock.now()} where id = any(${ids}::bigint[])`.execute(db);
  for (let from = 0; from < ids.length; from += contactsAtOnce) {
    await writeContactSearch(ctx, ids.slice(from, from + contactsAtOnce));
  }
  const usual = { is_primary: true, role: 'none', ticket_visibility: 'own' } as const;
  const former: ContactMembership[] = [{ company_id: company.id, company: company.name, ...usual }];
  const changes: Change['changes'] = {
    companies: [listedMemberships(former), null],
    'companies.keys': [membershipKeys(former), []],
  };
  await recordChanges(ctx, [
    { record: 'company', record_id: company.id, act: 'collecting_undone' },
    ...ids.map((record_id): Change => ({ record: 'contact', record_id, act: 'memberships_undone', changes })),
  ]);
}
