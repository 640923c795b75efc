import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { keptSince } from './removed-photo.ts';

/** Deletes photos whose removal can not be undone any more. Runs by the schedule. */
export async function deleteRemovedPhotos(ctx: Context): Promise<void> {
  await inTransaction(ctx, ({ db }) =>
    db.deleteFrom('removed_photo').where('removed_at', '<=', keptSince(ctx)).execute(),
  );
}
