import { randomBytes } from 'node:crypto';
import { recordChange } from '#features/change-log/record-change.ts';
import { lockContactRow } from '#features/contacts/lock-contact-row.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Photo } from './photo.ts';
import { putPhotoAside } from './removed-photo.ts';

/**
 * Gives a contact a photo; `makePhoto` draws it. For a day `restorePhoto` can bring back the one that he had before. Tells
 * whether he had one.
 */
export async function updatePhoto(
  ctx: Context,
  { contact_id, photo }: { contact_id: number; photo: Photo },
): Promise<{ is_replaced: boolean }> {
  allow(ctx, 'contacts.edit');
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    await lockContactRow(ctx, contact_id);
    const is_replaced = await putPhotoAside(ctx, { contact_id });
    const drawn = { ...photo, key: randomBytes(8).toString('hex'), created_at: clock.now() };
    await db
      .insertInto('contact_photo')
      .values({ account_id: caller.account_id, contact_id, ...drawn })
      .execute();
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'photo_changed' });
    return { is_replaced };
  });
}
