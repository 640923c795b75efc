import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';
import type { RecordEngine } from './record-engine.ts';

/**
 * The temporary tables a chunk works in, empty again after every transaction. Temporary ones carry no row-level
 * security, which COPY needs, and belong to one connection.
 *
 * - `staged` the rows at work: nearly the whole chunk at first, then few at a time
 * - `waiting` rows that come after others which they meet, by the step at which their turn is
 * - `decided` what becomes of each row of the chunk
 * - `changed` what rows changed, field by field
 * - `moved` what they changed beside fields of records that were there: memberships, parents
 * - `noted` what Node knows of rows: why refused, what warned of, the cells
 *
 * The record's own ones are told where its engine is.
 */
export async function createChunkTables(db: Database, stagedColumns: string, engine: RecordEngine): Promise<void> {
  const { id_column, moved_column, decided_columns, tables } = engine;
  await db.client!.query(`
    create temporary table staged (
      row_number integer primary key, line_number integer not null, step integer not null default 0, ${stagedColumns}
    ) on commit delete rows;
    create temporary table waiting (like staged) on commit delete rows;
    create temporary table decided (
      row_number integer primary key, line_number integer not null, step integer not null, ${id_column} bigint,
      is_new boolean not null, refusal text, is_differing boolean not null, ${decided_columns}
    ) on commit delete rows;
    create temporary table changed (row_number integer primary key, ${id_column} bigint, changes jsonb)
      on commit delete rows;
    create temporary table moved (row_number integer primary key, ${moved_column} jsonb) on commit delete rows;
    create temporary table noted (
      row_number integer primary key, line_number integer, problems jsonb, warnings jsonb, cells jsonb
    ) on commit delete rows;
    ${tables}
  `);
}

/** Puts rows aside whose turn comes later. */
export async function putAside(db: Database, steps: ReadonlyMap<number, number>): Promise<void> {
  if (steps.size === 0) return;
  await sql`
    update staged set step = later.step
    from unnest(${[...steps.keys()]}::integer[], ${[...steps.values()]}::integer[]) as later (row_number, step)
    where staged.row_number = later.row_number`.execute(db);
  await sql`
    with late as (delete from staged where step > 0 returning *)
    insert into waiting select * from late`.execute(db);
}

/** Makes the rows of a step the rows at work. */
export async function takeStep(db: Database, step: number, { step_tables }: RecordEngine): Promise<void> {
  await sql`truncate ${sql.join(['staged', ...step_tables].map((table) => sql.table(table)))}`.execute(db);
  await sql`
    with turn as (delete from waiting where step = ${step} returning *)
    insert into staged select * from turn`.execute(db);
}
