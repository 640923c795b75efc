import { sql } from 'kysely';
import type { Selection } from '#features/bulk-actions/bulk-action.ts';
import { selectedContacts } from '#features/bulk-actions/selected-contacts.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type ExportColumn, listContactColumns } from './contact-columns.ts';
import { betweenTagsSql } from './write-tags.ts';

export interface ExportPreview {
  row_count: number;
  /** Every column that the file can have. */
  columns: ExportColumn[];
  /** Whether a tag holds what else would stand between tags. */
  has_split_tags: boolean;
}

/** How many contacts a file would hold, and which columns it can have. Needs `contacts.export`. */
export async function previewExport(ctx: Context, { selection }: { selection: Selection }): Promise<ExportPreview> {
  allow(ctx, 'contacts.export');
  return inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<{ row_count: number; has_split_tags: boolean }>`
      select count(*) as row_count,
        coalesce(bool_or(exists (select from unnest(contact.tags) as tag where tag ~ ${betweenTagsSql})), false) as has_split_tags
      from (${await selectedContacts(ctx, selection)}) as chosen
      join contact on contact.account_id = ${ctx.caller.account_id} and contact.id = chosen.id
      where contact.erased_at is null`.execute(ctx.db);
    return { ...rows[0]!, columns: await listContactColumns(ctx) };
  });
}
