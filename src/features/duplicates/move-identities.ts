import type { Move } from './move.ts';

/** Ids of the identities that changed hands. */
type MovedIdentities = number[];

/**
 * Who came in by a provider as the other one comes in as the survivor: no more than his addresses do, each of which can have a new
 * password mailed to it. What has been unlinked since stays so when it is undone, and what was linked while they
 * were one is nobody's: either of them may have done it.
 */
export const moveIdentities: Move<MovedIdentities> = {
  name: 'identities',
  async merge({ db }, { survivor, other }) {
    const moved = await db
      .updateTable('sign_in_identity')
      .set({ contact_id: survivor.id })
      .where('contact_id', '=', other.id)
      .returning('id')
      .execute();
    return moved.map(({ id }) => id);
  },
  async undo({ db }, { survivor, other_id, merged_at }, moved = []) {
    await db
      .deleteFrom('sign_in_identity')
      .where('contact_id', '=', survivor.id)
      .where('created_at', '>=', merged_at)
      .execute();
    if (moved.length === 0) return;
    await db
      .updateTable('sign_in_identity')
      .set({ contact_id: other_id })
      .where('contact_id', '=', survivor.id)
      .where('id', 'in', moved)
      .execute();
  },
};
