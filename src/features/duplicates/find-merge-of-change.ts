import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** The merge that an entry of a contact's timeline tells of; null for any other entry. */
export async function findMergeOfChange(
  ctx: Context,
  { contact_id, change_id }: { contact_id: number; change_id: number },
): Promise<number | null> {
  allow(ctx, 'contacts.view');
  const merge = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('change_log')
      .innerJoin('contact_merge', (join) =>
        join
          .onRef('contact_merge.survivor_contact_id', '=', 'change_log.record_id')
          .onRef('contact_merge.merged_at', '=', 'change_log.at'),
      )
      .select('contact_merge.id')
      .where('record', '=', 'contact')
      .where('record_id', '=', contact_id)
      .where('act', '=', 'merged')
      .where('change_log.id', '=', change_id)
      .executeTakeFirst(),
  );
  return merge?.id ?? null;
}
