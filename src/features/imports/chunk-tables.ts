import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

/**
 * The temporary tables a chunk works in, empty again after every transaction. Temporary ones carry no row-level
 * security, which COPY needs, and belong to one connection.
 *
 * - `staged` the rows at work: nearly the whole chunk at first, then few at a time
 * - `searched` what the contacts that rows make will be found by, where any row of the chunk makes one
 * - `waiting` rows that come after others of the same contact, by the step at which their turn is
 * - `matched` contacts that the rows at work mean
 * - `decided` what becomes of each row of the chunk, and under what other name its address was known
 * - `added` addresses that contacts gain who are there already
 * - `changed` what rows changed, field by field
 * - `moved` what they did to memberships of contacts who were there
 * - `named_company` companies made in this chunk, with the row whose spelling they have
 * - `noted` what Node knows of rows: why refused, what warned of, the cells
 */
export async function createChunkTables(db: Database, stagedColumns: string): Promise<void> {
  await db.client!.query(`
    create temporary table staged (
      row_number integer primary key, line_number integer not null, step integer not null default 0, ${stagedColumns}
    ) on commit delete rows;
    create temporary table waiting (like staged) on commit delete rows;
    create temporary table searched (row_number integer primary key, txt text not null, bigrams text[] not null)
      on commit delete rows;
    create temporary table matched (row_number integer, contact_id bigint, primary key (row_number, contact_id))
      on commit delete rows;
    create temporary table decided (
      row_number integer primary key, line_number integer not null, step integer not null, contact_id bigint,
      is_new boolean not null, refusal text, is_joining boolean not null, company_id bigint, is_differing boolean not null,
      other_name text
    ) on commit delete rows;
    create temporary table added (
      row_number integer, contact_id bigint, email text, is_primary boolean, primary key (row_number, email))
      on commit delete rows;
    create temporary table changed (row_number integer primary key, contact_id bigint, changes jsonb)
      on commit delete rows;
    create temporary table moved (row_number integer primary key, membership jsonb) on commit delete rows;
    create temporary table named_company (company_key text primary key, row_number integer) on commit delete rows;
    create temporary table noted (
      row_number integer primary key, line_number integer, problems jsonb, warnings jsonb, cells jsonb
    ) on commit delete rows;
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
export async function takeStep(db: Database, step: number): Promise<void> {
  await sql`truncate staged, matched, added`.execute(db);
  await sql`
    with turn as (delete from waiting where step = ${step} returning *)
    insert into staged select * from turn`.execute(db);
}
