import { recordChange } from '#features/change-log/record-change.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { putPhotoAside } from './removed-photo.ts';

/** Takes a contact's photo away; for a day `restorePhoto` can bring it back. Without one nothing changes. */
export async function deletePhoto(ctx: Context, { contact_id }: { contact_id: number }): Promise<void> {
  allow(ctx, 'contacts.edit');
  await inTransaction(ctx, async (ctx) => {
    await lockContactRow(ctx, contact_id);
    if (!(await putPhotoAside(ctx, { contact_id }))) return;
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'photo_removed' });
  });
}
