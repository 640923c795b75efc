import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { keptSince } from './removed-photo.ts';

/**
 * Brings back the photo that was taken from a contact or replaced at that moment, at the address it had; the one that took its
 * place goes. Fails as conflict where he has been given another one since, and where it is no longer kept.
 */
export async function restorePhoto(
  ctx: Context,
  { contact_id, removed_at }: { contact_id: number; removed_at: Date },
): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    const { photo_key } = await lockContactRow(ctx, contact_id);
    const replaced = ctx.db.deleteFrom('contact_photo').where('contact_id', '=', contact_id);
    const { numDeletedRows } = await replaced.where('created_at', '=', removed_at).executeTakeFirstOrThrow();
    if (photo_key !== null && numDeletedRows === 0n) throw new Failure('conflict', 'contacts.changed_since');
    const { numAffectedRows } = await sql`
      with kept as (
        delete from removed_photo where contact_id = ${contact_id} and removed_at = ${removed_at}
          and removed_at > ${keptSince(ctx)} returning *)
      insert into contact_photo (account_id, contact_id, key, large, small, created_at)
      select account_id, contact_id, key, large, small, created_at from kept`.execute(ctx.db);
    if (numAffectedRows === 0n) throw new Failure('conflict', 'contacts.photo_gone');
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'photo_restored' });
  });
}
