import type { Context } from '#platform/context.ts';
import type { Move } from './move.ts';

/** The key of the photo that the survivor was given; null where he has one of his own, or the other one has none. */
type MovedPhoto = { key: string | null };

/** The other one's photo becomes the survivor's where he has none. */
export const movePhoto: Move<MovedPhoto> = {
  name: 'photo',
  async merge(ctx, { survivor, other }) {
    if (survivor.photo_key !== null || other.photo_key === null) return { key: null };
    await give(ctx, { from: other.id, to: survivor.id });
    return { key: other.photo_key };
  },
  async undo(ctx, { survivor, other_id }, { key }) {
    if (key !== null && survivor.photo_key === key) await give(ctx, { from: survivor.id, to: other_id });
  },
};

async function give({ db }: Context, { from, to }: { from: number; to: number }): Promise<void> {
  await db.updateTable('contact_photo').set({ contact_id: to }).where('contact_id', '=', from).execute();
}
