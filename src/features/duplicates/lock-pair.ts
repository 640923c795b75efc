import { type FoundContact, findContact } from '#features/contacts/find-contact.ts';
import { lockContactRows } from '#features/contacts/lock-contact-rows.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { findSurvivor } from './find-survivor.ts';

/**
 * Two contacts as they stand, held until the transaction ends; always the lower id first, so that merges that cross wait
 * for each other. Fails as conflict for one that is deleted or merged away, naming the contact who is left; for the same one twice; as
 * not_found for one that never was.
 */
export async function lockPair(ctx: Context, one: number, other: number): Promise<[FoundContact, FoundContact]> {
  if (one === other) throw new Failure('conflict', 'duplicates.same_contact');
  await lockContactRows(ctx, [one, other]);
  return [await findUnmerged(ctx, one), await findUnmerged(ctx, other)];
}

/** A contact who can be merged: not one that is deleted or merged away, who is refused by name. */
export async function findUnmerged(ctx: Context, id: number): Promise<FoundContact> {
  const row = await ctx.db
    .selectFrom('contact')
    .select(['name', 'deleted_at', 'merged_into_contact_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row?.merged_into_contact_id) {
    const survivor = (await findSurvivor(ctx, { id }))!;
    const values = { name: row.name, survivor: survivor.name };
    throw new Failure('conflict', 'duplicates.merged_away', { values, existing: { contact_id: survivor.id } });
  }
  if (row?.deleted_at) throw new Failure('conflict', 'contacts.is_deleted', { values: { name: row.name } });
  return findContact(ctx, { id });
}
