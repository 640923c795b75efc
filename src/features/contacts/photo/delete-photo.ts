import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Takes a contact's photo away; for a day `restorePhoto` can bring it back. Without one nothing changes. */
export async function deletePhoto(ctx: Context, { contact_id }: { contact_id: number }): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    await lockContactRow(ctx, contact_id);
    const { numAffectedRows } = await sql`
      with gone as (delete from contact_photo where contact_id = ${contact_id} returning *)
      insert into removed_photo (account_id, contact_id, key, large, small, created_at, removed_at)
      select account_id, contact_id, key, large, small, created_at, ${ctx.clock.now()} from gone
      on conflict (account_id, contact_id) do update set (key, large, small, created_at, removed_at)
        = (excluded.key, excluded.large, excluded.small, excluded.created_at, excluded.removed_at)`.execute(ctx.db);
    if (numAffectedRows === 0n) return;
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'photo_removed' });
  });
}
