import { recordAccess } from '#features/access-records/record-access.ts';
import type { Selection } from '#features/bulk-actions/bulk-action.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { type WrittenCell, writeCsv } from '#platform/tables/write-csv.ts';
import type { ExportColumn } from './contact-columns.ts';
import { contactLines } from './contact-lines.ts';
import { previewExport } from './preview-export.ts';

interface Asked {
  selection: Selection;
  /** Keys of `listContactColumns`; those that are none are left out. */
  columns: readonly string[];
}

/**
 * The contacts of a selection as a CSV that is read a thousand lines at a time while it is sent, by id. An import guesses
 * every field from its header and reads the same values again. Who took how many lines of which columns stands in the change
 * log and the access records from before it begins. `callerAgain` is asked before each piece: the file ends unfinished when
 * the session or the right has (H03). Fails as invalid without a column or a contact. Needs `contacts.export`.
 */
export async function writeContacts(
  ctx: Context,
  { selection, columns: keys }: Asked,
  callerAgain: () => Promise<Context>,
): Promise<AsyncIterable<Uint8Array>> {
  allow(ctx, 'contacts.export');
  return inTransaction(ctx, async (ctx) => {
    const { row_count, has_split_tags, columns } = await previewExport(ctx, { selection });
    const chosen = columns.filter(({ key }) => keys.includes(key));
    if (chosen.length === 0) throw invalid([{ field: 'columns', code: 'exports.no_column' }]);
    if (row_count === 0) throw new Failure('invalid', 'exports.nobody');
    const headers = chosen.map(({ header }) => header);
    const { account_id } = ctx.caller;
    await recordChange(ctx, {
      record: 'account',
      record_id: account_id,
      act: 'contacts_exported',
      changes: { exported_rows: [null, row_count], exported_columns: [null, headers] },
    });
    await recordAccess(ctx, { kind: 'contacts_exported', details: { rows: row_count, columns: headers } });
    return writeCsv(lines({ selection, columns: chosen, hasSplitTags: has_split_tags }, callerAgain));
  });
}

async function* lines(
  asked: { selection: Selection; columns: ExportColumn[]; hasSplitTags: boolean },
  callerAgain: () => Promise<Context>,
): AsyncGenerator<WrittenCell[][]> {
  yield [asked.columns.map(({ header }) => header)];
  for (let after: number | null = 0; after !== null; ) {
    const ctx = await callerAgain();
    allow(ctx, 'contacts.export');
    const page = await contactLines(ctx, { ...asked, after });
    if (page.lines.length > 0) yield page.lines;
    after = page.next;
  }
}
