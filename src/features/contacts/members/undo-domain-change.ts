import { sql } from 'kysely';
import type { Changes } from '#features/change-log/change.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { lockCompany } from '#features/companies/lock-company.ts';
import { writeCompanyDomains } from '#features/companies/write-company-domains.ts';
import { listErasedValues } from '#features/contacts/tombstones/list-erased-values.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { noteAddresses, tellAddresses } from './told-addresses.ts';

/**
 * Takes back a change of domain for everybody whose addresses are still as it left them: the old address is the primary one
 * again if it was, in its former state, and the new one goes unless it has been verified since. The company gets its former
 * domains if it has still the later ones. Gives how many contacts have their address back.
 */
export async function undoDomainChange(ctx: Context, input: { company_id: number; id: number }): Promise<number> {
  allow(ctx, 'contacts.bulk');
  return inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const { rows: held } = await sql<{ id: number }>`
      select id from contact where id in (select contact_id from domain_change_row where domain_change_id = ${input.id})
      order by id for no key update`.execute(db);
    const company = await lockCompany(ctx, input.company_id);
    const change = await db
      .updateTable('domain_change')
      .set({ undone_at: clock.now() })
      .where('id', '=', input.id)
      .where('company_id', '=', input.company_id)
      .where('undone_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (!change) throw new Failure('not_found', 'platform.not_found');
    const before = await noteAddresses(
      ctx,
      held.map(({ id }) => id),
    );
    const ids = await putBackAddresses(ctx, input.id);
    for (const id of before.keys()) if (!ids.has(id)) before.delete(id);
    await tellAddresses(ctx, { before, act: 'domain_change_undone' });
    const isSame = String(company.domains) === String(change.domains_after);
    if (isSame) await writeCompanyDomains(ctx, company.id, change.domains_before, 'new_domain');
    const was = change.domains_before.length > 0 ? change.domains_before : null;
    const changes: Changes = isSame ? { domains: [company.domains, was] } : {};
    await recordChange(ctx, { record: 'company', record_id: company.id, act: 'domain_change_undone', changes });
    return ids.size;
  });
}

/** The contacts whose old address is theirs again. */
async function putBackAddresses(ctx: Context, domain_change_id: number): Promise<Set<number>> {
  const { db, caller } = ctx;
  // Whose new address was taken away since, or is no longer as the change has left it, keeps what he has.
  const { rows: back } = await sql<{ old_email: string; contact_id: number }>`
    select r.old_email, r.contact_id from domain_change_row r
    join contact_email n on n.email = r.new_email and n.contact_id = r.contact_id
    where r.domain_change_id = ${domain_change_id} and n.is_primary = r.was_primary`.execute(db);
  const former = back.map(({ old_email }) => old_email);
  // Nor does an address come back that was somebody else's meanwhile who was deleted for ever.
  const erased = await listErasedValues(
    ctx,
    former.map((value) => ({ kind: 'email', value })),
  );
  const theirs = former.filter((email) => !erased.some(({ value }) => value === email));
  await sql`
    insert into contact_email (account_id, email, contact_id, is_primary, state, verified_at, created_at)
    select ${caller.account_id}, r.old_email, r.contact_id, false, r.former_state, r.verified_at, r.created_at
    from domain_change_row r where r.domain_change_id = ${domain_change_id} and r.old_email = any(${theirs})
    order by r.old_email on conflict (account_id, email) do nothing`.execute(db);
  const row = sql`domain_change_row r where r.domain_change_id = ${domain_change_id} and r.old_email = any(${theirs})
    and exists (select from contact_email o where o.email = r.old_email and o.contact_id = r.contact_id)`;
  await sql`
    update contact_email e set state = r.former_state, verified_at = r.verified_at from ${row}
      and e.email = r.old_email and e.state = 'retired'`.execute(db);
  // There is never more than one primary, not even between two statements.
  await sql`update contact_email e set is_primary = false from ${row} and r.was_primary and e.email = r.new_email`.execute(
    db,
  );
  await sql`update contact_email e set is_primary = true from ${row} and r.was_primary and e.email = r.old_email`.execute(
    db,
  );
  await sql`
    delete from contact_email e using ${row}
      and e.email = r.new_email and r.had_state is null and e.state <> 'verified'`.execute(db);
  await sql`
    update contact_email e set state = 'retired' from ${row}
      and e.email = r.new_email and r.had_state = 'retired' and e.state = 'unverified'`.execute(db);
  const { rows } = await sql<{ contact_id: number }>`select r.contact_id from ${row}`.execute(db);
  return new Set(rows.map(({ contact_id }) => contact_id));
}
