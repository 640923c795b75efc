import { sql } from 'kysely';
import { decideRows } from './decide-rows.ts';
import { findMerged, leaveMergedIds } from './find-merged.ts';
import { insertContacts } from './insert-contacts.ts';
import { matchRows, rowsOfOneContact } from './match-rows.ts';
import { noteCompanies } from './note-companies.ts';
import { noteMemberships } from './note-memberships.ts';
import type { RecordEngine } from './record-engine.ts';
import { copyIntoShadows, createShadowTables } from './shadow-tables.ts';
import { updateContacts } from './update-contacts.ts';
import { writeCompanies } from './write-companies.ts';
import { writeMemberships } from './write-memberships.ts';
import { logChanges } from './write-outcomes.ts';
import { writeRestored } from './write-restored.ts';
import { writeSearch } from './write-search.ts';

/**
 * How contacts are taken in. Rows of different contacts are applied together, those of one contact in the order of the file.
 *
 * - `searched` what the contacts that rows make will be found by, where any row of the chunk makes one
 * - `merged_away` rows whose external id is that of a contact merged away, and whom he lives on in
 * - `matched` contacts that the rows at work mean
 * - `added` addresses that contacts gain who are there already
 * - `named_company` companies made in the chunk, with the row whose spelling they have
 */
export const contactEngine: RecordEngine = {
  record: 'contact',
  id_column: 'contact_id',
  moved_column: 'membership',
  isolation: 'repeatable read',
  decided_columns: 'is_joining boolean not null, company_id bigint, other_name text, shared_phone text',
  tables: `
    create temporary table searched (row_number integer primary key, txt text not null, bigrams text[] not null)
      on commit delete rows;
    create temporary table merged_away (row_number integer primary key, contact_id bigint, name text, survivor text)
      on commit delete rows;
    create temporary table matched (row_number integer, contact_id bigint, primary key (row_number, contact_id))
      on commit delete rows;
    create temporary table added (
      row_number integer, contact_id bigint, email text, is_primary boolean, primary key (row_number, email))
      on commit delete rows;
    create temporary table named_company (company_key text primary key, row_number integer) on commit delete rows;`,
  step_tables: ['matched', 'added'],
  companies_made: sql`(select count(*) from named_company)`,
  createShadowTables,
  analyze_shadows: 'analyze contact_email; analyze company; analyze contact; analyze membership',
  async copyIntoShadows(work) {
    await findMerged(work);
    await copyIntoShadows(work);
  },
  async orderRows(work, chunk) {
    if (work.phase === 'run') await findMerged(work);
    await matchRows(work);
    for (const row_numbers of await rowsOfOneContact(work)) chunk.groups.join(row_numbers);
    return chunk.groups.steps();
  },
  async applyStep(work, chunk, step) {
    const isRun = work.phase === 'run';
    if (step > 0) await matchRows(work);
    await leaveMergedIds(work);
    await decideRows(work);
    await noteCompanies(work);
    await writeCompanies(work, step);
    await updateContacts(work);
    await insertContacts(work);
    if (isRun) await noteMemberships(work);
    await writeMemberships(work);
    if (!isRun) return;
    await writeRestored(work);
    await writeSearch(work, chunk);
    await logChanges(work);
  },
};
