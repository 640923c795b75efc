import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

export interface ListedMerge {
  id: number;
  merged_at: Date;
  other_contact_id: number;
  /** Whom the contact was merged with. */
  other_name: string;
}

/** The merges into a contact that can be undone, the newest first. */
export async function listMerges(ctx: Context, { contact_id }: { contact_id: number }): Promise<ListedMerge[]> {
  allow(ctx, 'contacts.view');
  return inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('contact_merge')
      .innerJoin('contact', 'contact.id', 'contact_merge.other_contact_id')
      .select(['contact_merge.id', 'merged_at', 'other_contact_id', 'contact.name as other_name'])
      .where('survivor_contact_id', '=', contact_id)
      .where('undone_at', 'is', null)
      .orderBy('contact_merge.id', 'desc')
      .execute(),
  );
}
