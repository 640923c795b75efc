import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { Photo } from './photo.ts';

/** A contact's photo in one of its sizes. Not found without one, and where `key` is that of another one than he has now. */
export async function findPhoto(
  ctx: Context,
  { contact_id, size, key }: { contact_id: number; size: keyof Photo; key?: string },
): Promise<Buffer> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, async ({ db }) => {
    const photo = await db
      .selectFrom('contact_photo')
      .select(['key', `${size} as bytes`])
      .where('contact_id', '=', contact_id)
      .executeTakeFirst();
    if (!photo || (key !== undefined && key !== photo.key)) throw new Failure('not_found', 'platform.not_found');
    return photo.bytes;
  });
}
