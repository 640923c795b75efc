import { sql } from 'kysely';
import type { FoundImport } from '#features/imports/find-import.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** A file held against the directory as it is now. `here` and `not_here` add up to `rows`. */
export interface Reconciliation {
  /** Rows of the file that the run has come to. */
  rows: number;
  /** Rows whose contact or company is here. */
  here: number;
  not_here: number;
  /** Refused rows by reason; one with several reasons counts under each. */
  refused_by_code: Record<string, number>;
  /** Rows whose contact or company the import made and who is no longer here: undone, or deleted since. */
  gone: number;
  /** Of the contacts or companies that the import made and that are here, those that bear an id of the file's; null where no column goes there. */
  ids_kept: number | null;
  /** Contacts or companies that the import made and that are here. */
  made: number;
}

/** How much of an import's file is in the directory now; null before its run. */
export async function reconcileImport(ctx: Context, found: FoundImport): Promise<Reconciliation | null> {
  allow(ctx, 'imports.run');
  const { id, record, columns } = found;
  const { run } = found.progress;
  if (!run) return null;
  const { rows } = await inTransaction(ctx, ({ db, caller }) =>
    sql<{ made: number; with_id: number }>`
      select count(*)::int as made, count(unique_external_id)::int as with_id from ${sql.table(record)}
      where account_id = ${caller.account_id} and created_by_import_id = ${id} and deleted_at is null`.execute(db),
  );
  const { made, with_id } = rows[0]!;
  const gone = run.created - made;
  const hasIds = columns.some(({ field, rule }) => field === 'unique_external_id' && rule !== 'skip');
  return {
    rows: run.rows,
    here: run.rows - run.refused - gone,
    not_here: run.refused + gone,
    refused_by_code: run.refused_by_code,
    gone,
    ids_kept: hasIds ? with_id : null,
    made,
  };
}
