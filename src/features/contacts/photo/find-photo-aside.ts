import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { keptSince } from './removed-photo.ts';

/**
 * When a contact's photo was taken away or replaced, where it can be brought back: it is still kept, and he has been given no
 * other one since.
 */
export async function findPhotoAside(ctx: Context, { contact_id }: { contact_id: number }): Promise<Date | null> {
  allow(ctx, 'contacts.view');
  const found = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('removed_photo')
      .leftJoin('contact_photo', 'contact_photo.contact_id', 'removed_photo.contact_id')
      .select('removed_at')
      .where('removed_photo.contact_id', '=', contact_id)
      .where('removed_at', '>', keptSince(ctx))
      .where((q) =>
        q.or([q('contact_photo.contact_id', 'is', null), q('contact_photo.created_at', '=', q.ref('removed_at'))]),
      )
      .executeTakeFirst(),
  );
  return found?.removed_at ?? null;
}
