import { type RawBuilder, sql } from 'kysely';
import { accountOf, type ChunkWork, hasTarget, uniqueCustomTargets, uniqueTargets } from './chunk-work.ts';
import { namedContacts } from './named-contacts.ts';

/**
 * Finds the contacts that the rows at work mean: by any of their addresses in any state, else by external id (also by that of
 * somebody who was merged into them), else (where
 * chosen) by a phone that exactly one contact has; a number that several share says nothing beside one that is somebody's own.
 * Several contacts for one row are all written down.
 */
export async function matchRows(work: ChunkWork): Promise<void> {
  const { db, plan } = work;
  const account = accountOf(work);
  if (hasTarget(plan, 'email')) {
    await sql`
      insert into matched
      select s.row_number, e.contact_id
      from staged s cross join lateral (
        select contact_id from contact_email where account_id = ${account} and email = s.email offset 0) e`.execute(db);
  }
  if (hasTarget(plan, 'other_emails')) {
    await sql`
      insert into matched
      select s.row_number, e.contact_id
      from staged s cross join unnest(s.other_emails) o (email)
      join contact_email e on e.account_id = ${account} and e.email = o.email
      on conflict do nothing`.execute(db);
  }
  if (hasTarget(plan, 'unique_external_id')) {
    await sql`
      insert into matched
      select g.row_number, g.contact_id from staged s join merged_away g using (row_number)
      where not exists (select from matched m where m.row_number = g.row_number)`.execute(db);
    await sql`
      insert into matched
      select s.row_number, c.id
      from staged s join contact c on c.account_id = ${account} and c.unique_external_id = s.unique_external_id
      where not exists (select from matched m where m.row_number = s.row_number)`.execute(db);
  }
  if (!plan.can_match_by_phone) return;
  await sql`
    insert into matched
    select s.row_number, min(o.id)
    from staged s cross join unnest(s.match_phones) n (e164)
    cross join lateral (select min(id) as id from (${contactsOfPhone(work)}) c having count(*) = 1) o
    where not exists (select from matched m where m.row_number = s.row_number)
    group by s.row_number having min(o.id) = max(o.id)`.execute(db);
}

/** The ids of the contacts, each once, who have the phone `n.e164` as the one or the other of theirs. */
export function contactsOfPhone(work: ChunkWork): RawBuilder<unknown> {
  const account = accountOf(work);
  return sql`
      select c.id from contact c where c.account_id = ${account} and c.phone_e164 = n.e164 and c.deleted_at is null
      union
      select c.id from contact c where c.account_id = ${account} and c.mobile_e164 = n.e164 and c.deleted_at is null`;
}

/**
 * Rows of each contact that more than one row at work names in any way: one may take from him the value by which another
 * would have met him. Where addresses are all that a contact is known by, the matches say it already.
 */
export async function rowsOfOneContact(work: ChunkWork): Promise<number[][]> {
  const { plan } = work;
  const isByAddressOnly =
    uniqueTargets(plan).length + uniqueCustomTargets(plan).length === 0 && !plan.can_match_by_phone;
  const { rows } = await sql<{ row_numbers: number[] }>`
    select array_agg(distinct row_number) as row_numbers
    from ${isByAddressOnly ? sql`matched` : sql`(${namedContacts(work)} union all select row_number, contact_id from merged_away) named`}
    group by contact_id having min(row_number) < max(row_number)`.execute(work.db);
  return rows.map(({ row_numbers }) => row_numbers);
}
