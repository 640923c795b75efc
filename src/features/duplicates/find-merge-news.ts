import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { findSurvivor } from './find-survivor.ts';
import { listMerges } from './list-merges.ts';

export type MergeNews =
  /** `merge_id` is null where it was merged into somebody else first, whose merge is to be undone before. */
  { kind: 'merged'; name: string; merge_id: number | null } | { kind: 'unmerged'; name: string; other_id: number };

/** What the page of a contact says of a merge that has just been made, undone or followed; null where the ids tell nothing. */
export async function findMergeNews(
  ctx: Context,
  { contact_id, merged, unmerged }: { contact_id: number; merged: number | null; unmerged: number | null },
): Promise<MergeNews | null> {
  allow(ctx, 'contacts.view');
  if (merged !== null) {
    const survivor = await findSurvivor(ctx, { id: merged });
    if (survivor?.id !== contact_id) return null;
    const merges = await listMerges(ctx, { contact_id });
    const merge = merges.find(({ other_contact_id }) => other_contact_id === merged);
    return { kind: 'merged', name: survivor.merged_name, merge_id: merge?.id ?? null };
  }
  if (unmerged === null) return null;
  const other = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('contact')
      .select('name')
      .where('id', '=', unmerged)
      .where('deleted_at', 'is', null)
      .executeTakeFirst(),
  );
  return other ? { kind: 'unmerged', name: other.name, other_id: unmerged } : null;
}
