import { type RawBuilder, sql } from 'kysely';
import type { FoundImport } from '#features/imports/find-import.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** A file held against the directory as it is now. `here` and `not_here` add up to `rows`. */
export interface Reconciliation {
  /** Rows of the file or, where the run broke off and no check had counted them, those that it came to. */
  rows: number;
  /** Rows that were taken in, and whose contact or company has not gone since as far as the import has written it down. */
  here: number;
  not_here: number;
  /** Refused rows by reason; one with several reasons counts under each. */
  refused_by_code: Record<string, number>;
  /** Rows whose contact or company, made or changed by the import, is no longer here: undone, or deleted since. */
  gone: number;
  /** Rows that the run did not come to, since it was cancelled or broke off; null where nobody knows how many. */
  not_reached: number | null;
  /** Contacts or companies that a row made and that are here. */
  made: number;
  /** Those of them that bear an id of the file's; null where no column goes there. */
  ids_kept: number | null;
}

/**
 * How much of an import's file is in the directory now; null before its run. Looks up every record that the run made or changed,
 * so it is for opening a page, not for watching one.
 */
export async function reconcileImport(ctx: Context, found: FoundImport): Promise<Reconciliation | null> {
  allow(ctx, 'imports.run');
  const { columns, progress } = found;
  const { run } = progress;
  if (!run) return null;
  const { made, with_id, changed_gone } = await countRecords(ctx, found);
  const not_reached = notReached(found, run.rows);
  const gone = run.created - made + changed_gone;
  const not_here = run.refused + gone + (not_reached ?? 0);
  const rows = run.rows + (not_reached ?? 0);
  const hasIds = columns.some(({ field, rule }) => field === 'unique_external_id' && rule !== 'skip');
  return {
    rows,
    here: rows - not_here,
    not_here,
    refused_by_code: run.refused_by_code,
    gone,
    not_reached,
    made,
    ids_kept: hasIds ? with_id : null,
  };
}

/** A run that is done has come to every row, also where it was undone afterwards. */
function notReached({ state, state_before_undo, progress }: FoundImport, reached: number): number | null {
  if ((state === 'undone' ? state_before_undo : state) === 'done') return 0;
  return progress.check ? progress.check.rows - reached : null;
}

interface RecordCounts {
  made: number;
  with_id: number;
  changed_gone: number;
}

/** Most rows that made a record are kept as ranges; the others, and those that changed one, stand row by row. */
async function countRecords(ctx: Context, { id, record }: FoundImport): Promise<RecordCounts> {
  const { rows } = await inTransaction(ctx, ({ db, caller }) => {
    const account = sql`${sql.lit(caller.account_id)}::bigint`;
    const record_id = sql.ref(`r.${record}_id`);
    const rowsBesides = (outcome: RawBuilder<boolean>) => sql`
      import_row r join import_chunk k on k.account_id = r.account_id and k.import_id = r.import_id and k.phase = 'run'
        and r.row_number between k.first_row and k.last_row and not k.created_rows @> r.row_number
      where r.account_id = ${account} and r.import_id = ${id} and r.phase = 'run' and ${outcome} and ${record_id} is not null`;
    return sql<RecordCounts>`
      select count(c.id)::int as made, count(c.unique_external_id)::int as with_id, (
        select count(*)::int from (
          select ${record_id} as id from ${rowsBesides(sql`r.outcome in ('updated', 'unchanged')`)}
        ) changed
        where not exists (
          select from ${sql.table(record)} c
          where c.account_id = ${account} and c.id = changed.id and c.deleted_at is null)
      ) as changed_gone
      from (
        select lower(ids) as low, upper(ids) - 1 as high from (
          select unnest(created_ids) as ids from import_chunk
          where account_id = ${account} and import_id = ${id} and phase = 'run') ranges
        union all
        select ${record_id}, ${record_id} from ${rowsBesides(sql`r.outcome = 'created'`)}
      ) made
      join ${sql.table(record)} c on c.account_id = ${account} and c.id between made.low and made.high
        and c.deleted_at is null`.execute(db);
  });
  return rows[0]!;
}
