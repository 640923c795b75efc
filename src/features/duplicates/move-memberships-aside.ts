import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';

export type SetAside = {
  company_id: number;
  is_primary: boolean;
};

/**
 * Gives the survivor of a merge the memberships of the other one that the deletion of a company has put aside, so that a
 * restored company finds him. Where one of his own is aside it stays, and the other one's with the other one. `has_primary`
 * says that he has a primary company of his own, before which none of these steps. What moved, each as it was.
 */
export async function moveAside(
  { db }: Context,
  { survivor_id, other_id, has_primary }: { survivor_id: number; other_id: number; has_primary: boolean },
): Promise<SetAside[]> {
  const { rows } = await sql<SetAside>`
    with moved as (
      select theirs.company_id, theirs.is_primary from set_aside_membership theirs
      where theirs.contact_id = ${other_id} and not exists (
        select from set_aside_membership own
        where own.contact_id = ${survivor_id} and own.company_id = theirs.company_id)
    ), moving as (
      update set_aside_membership s set contact_id = ${survivor_id}, is_primary = s.is_primary and not ${has_primary}
      from moved where s.contact_id = ${other_id} and s.company_id = moved.company_id
    )
    select company_id, is_primary from moved order by is_primary desc, company_id`.execute(db);
  return rows;
}

/**
 * Gives back what is still aside of these, and of the companies that came by the merge and were deleted since: what the other one has
 * aside himself stays.
 */
export async function giveBackAside(
  { db }: Context,
  { survivor_id, other_id }: { survivor_id: number; other_id: number },
  { set_aside, company_ids }: { set_aside: readonly SetAside[]; company_ids: readonly number[] },
): Promise<void> {
  const back = [...set_aside, ...company_ids.map((company_id) => ({ company_id, is_primary: null }))];
  if (back.length === 0) return;
  await sql`
    update set_aside_membership s set contact_id = ${other_id}, is_primary = coalesce(back.is_primary, s.is_primary)
    from jsonb_to_recordset(${JSON.stringify(back)}::jsonb) as back (company_id bigint, is_primary boolean)
    where s.contact_id = ${survivor_id} and s.company_id = back.company_id and not exists (
      select from set_aside_membership theirs
      where theirs.contact_id = ${other_id} and theirs.company_id = s.company_id)`.execute(db);
}
