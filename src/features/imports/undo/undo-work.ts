import { type RawBuilder, sql } from 'kysely';
import type { ImportedRecord } from '#features/imports/import.ts';
import type { Context } from '#platform/context.ts';
import type { Database } from '#platform/database/database.ts';

/** What every statement of an undo stands on. */
export interface UndoWork {
  /** What the import's rows are. */
  record: ImportedRecord;
  /** Inside a transaction. */
  ctx: Context;
  db: Database;
  account_id: number;
  import_id: number;
  /** Who undoes; null is the machine's command line. */
  agent_id: number | null;
  /** When the import was made: no change before that can have followed it. */
  since: Date;
  at: Date;
  /** Only what the import has done to this contact or company; null is all. */
  record_id: number | null;
  /** True where nothing is to be changed: nobody is locked then, and the latest stretch that has changed a field tells of it. */
  isPreview: boolean;
}

/** A stretch of rows as the run has committed it. */
export interface RunStretch {
  position: number;
  first_row: number;
  last_row: number;
  finished_at: Date;
}

/** The account as SQL: every condition on a table begins with it. */
export function undoAccountOf({ account_id }: UndoWork): RawBuilder<number> {
  return sql`${sql.lit(account_id)}::bigint`;
}

/**
 * The temporary tables in which a stretch is judged, empty; gone with the transaction.
 *
 * Contacts and companies stand in them by the id column of their record.
 *
 * - `created` records that the stretch has made, and why they stay
 * - `changed` fields that it has changed, what from and to, and why they stay
 * - `logged` its own entries in the change log
 * - `touched` fields that somebody has changed since
 * - `gained` addresses that contacts got by it
 * - `moved` what it did to memberships, the latest first of each contact; or the parents that companies had before and after
 * - `former_name` the names that companies are to get back, and what follows from them
 * - `foretold` fields that a preview has dealt with, stretch after stretch
 */
export async function createUndoTables({ db, record }: Pick<UndoWork, 'db' | 'record'>): Promise<void> {
  const id = `${record}_id`;
  const own =
    record === 'contact'
      ? `create temporary table if not exists gained (contact_id bigint, email text, primary key (contact_id, email))
          on commit drop;
        create temporary table if not exists moved (
          contact_id bigint, step integer, membership jsonb, primary key (step, contact_id)
        ) on commit drop;
        truncate gained, moved;`
      : `create temporary table if not exists moved (company_id bigint primary key, before bigint, after bigint) on commit drop;
        create temporary table if not exists former_name (company_id bigint primary key, name_key text, sort_key text)
          on commit drop;
        truncate moved, former_name;`;
  await db.client!.query(`
    create temporary table if not exists created (${id} bigint primary key, row_number integer, reason text)
      on commit drop;
    create temporary table if not exists changed (
      ${id} bigint, field text, row_number integer, before jsonb, after jsonb, reason text,
      primary key (${id}, field)
    ) on commit drop;
    create temporary table if not exists logged (${id} bigint primary key, id bigint) on commit drop;
    create temporary table if not exists touched (${id} bigint, field text, primary key (${id}, field))
      on commit drop;
    create temporary table if not exists foretold (${id} bigint, field text, primary key (${id}, field))
      on commit drop;
    truncate created, changed, logged, touched;
    ${own}
  `);
}
