import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { FormerChoice } from './domain-change.ts';
import type { PlannedAddress } from './plan-domain-change.ts';
import { noteAddresses, tellAddresses } from './told-addresses.ts';

/**
 * Writes the new addresses of a change of domain and what becomes of the old ones, for contacts whose rows are locked; how
 * many. An address that somebody else has got since it was planned is left out.
 */
export async function writeChangedAddresses(
  ctx: Context,
  {
    domain_change_id,
    former,
    addresses,
  }: { domain_change_id: number; former: FormerChoice; addresses: PlannedAddress[] },
): Promise<number> {
  if (addresses.length === 0) return 0;
  const before = await noteAddresses(ctx, [...new Set(addresses.map(({ contact_id }) => contact_id))]);
  const written = await insertNew(ctx, addresses);
  await insertRows(ctx, domain_change_id, written);
  const { db } = ctx;
  const rows = sql`domain_change_row r where r.domain_change_id = ${domain_change_id}`;
  await sql`
    update contact_email e set state = 'unverified' from ${rows}
      and e.email = r.new_email and e.contact_id = r.contact_id and e.state = 'retired'`.execute(db);
  // There is never more than one primary, not even between two statements.
  await sql`update contact_email e set is_primary = false from ${rows} and r.was_primary and e.email = r.old_email`.execute(
    db,
  );
  await sql`update contact_email e set is_primary = true from ${rows} and r.was_primary and e.email = r.new_email`.execute(
    db,
  );
  if (former === 'retire') {
    await sql`update contact_email e set state = 'retired' from ${rows} and e.email = r.old_email`.execute(db);
  }
  if (former === 'remove') await sql`delete from contact_email e using ${rows} and e.email = r.old_email`.execute(db);
  const changed = new Set(written.map(({ contact_id }) => contact_id));
  for (const id of before.keys()) if (!changed.has(id)) before.delete(id);
  await tellAddresses(ctx, { before, act: 'domain_changed' });
  return written.length;
}

/** Those that the contact has now. In the order of addresses, as everybody claims them. */
async function insertNew({ db, caller, clock }: Context, addresses: PlannedAddress[]): Promise<PlannedAddress[]> {
  const claimed = addresses.filter(({ had_state }) => had_state === null);
  const { rows } = await sql<{ email: string }>`
    insert into contact_email (account_id, email, contact_id, is_primary, created_at)
    select ${caller.account_id}, email, contact_id, false, ${clock.now()}
    from unnest(${claimed.map(({ new_email }) => new_email)}::text[], ${claimed.map(({ contact_id }) => contact_id)}::bigint[])
      as claimed (email, contact_id)
    order by email
    on conflict (account_id, email) do nothing returning email`.execute(db);
  const given = new Set(rows.map(({ email }) => email));
  return addresses.filter(({ had_state, new_email }) => had_state !== null || given.has(new_email));
}

async function insertRows({ db, caller }: Context, domain_change_id: number, written: PlannedAddress[]): Promise<void> {
  await sql`
    insert into domain_change_row (account_id, domain_change_id, old_email, new_email, contact_id, was_primary, former_state,
      verified_at, created_at, had_state)
    select ${caller.account_id}, ${domain_change_id}, old_email, new_email, contact_id, is_primary, state, verified_at, created_at,
      had_state
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as written (
      old_email text, new_email text, contact_id bigint, is_primary boolean, state text, verified_at timestamptz,
      created_at timestamptz, had_state text)`.execute(db);
}
