import { sql } from 'kysely';
import type { ChunkWork } from '#features/imports/engine/chunk-work.ts';
import type { RecordEngine } from '#features/imports/engine/record-engine.ts';
import { logChanges } from '#features/imports/engine/write-outcomes.ts';
import { copyIntoShadows, createShadowTables } from './company-shadow-tables.ts';
import { decideCompanies } from './decide-companies.ts';
import { insertCompanies } from './insert-companies.ts';
import { makeParents } from './make-parents.ts';
import { noteNewCompanies } from './note-new-companies.ts';
import { orderCompanyRows } from './order-company-rows.ts';
import { renewSearches } from './renew-searches.ts';
import { updateCompanies } from './update-companies.ts';
import { writeDomains } from './write-domains.ts';

/**
 * How companies are taken in. A company is known by its external id, else by its name. A row may name its parent before the
 * parent's own row has come: then the parent is made by its name (`made_parent`) and that row claims it, as if it had made it.
 *
 * Rows and the companies that they mean are locked before they are judged and the tree is locked for the chunk, so each
 * statement may see what is there now: with one view for the whole chunk, a parent that an agent gives a company meanwhile
 * could close a circle that neither sees.
 */
export const companyEngine: RecordEngine = {
  record: 'company',
  id_column: 'company_id',
  moved_column: 'parent',
  isolation: 'read committed',
  decided_columns: 'is_claiming boolean not null, is_moving boolean not null, parent_id bigint',
  tables: `
    create temporary table made_parent (company_id bigint primary key) on commit delete rows;`,
  step_tables: [],
  companies_made: sql`(select count(*) from made_parent) - (select count(*) from decided where is_claiming)`,
  createShadowTables,
  analyze_shadows: 'analyze company; analyze company_domain',
  copyIntoShadows,
  orderRows: orderCompanyRows,
  async applyStep(work, chunk, step) {
    if (chunk.position === 0 && step > 0 && isPowerOfTwo(step)) await countAnew(work);
    await decideCompanies(work);
    await noteNewCompanies(work);
    await makeParents(work);
    await updateCompanies(work);
    await insertCompanies(work);
    await writeDomains(work);
    if (work.phase === 'check') return;
    await renewSearches(work);
    await logChanges(work);
  },
};

/** A first chunk fills tables that the server takes for empty, so its steps would be planned to walk all of them for each row. */
async function countAnew({ db, phase }: ChunkWork): Promise<void> {
  if (phase === 'check') await db.client!.query('analyze company; analyze company_domain');
  else await sql`select analyze_companies_for_import()`.execute(db);
}

function isPowerOfTwo(step: number): boolean {
  return (step & (step - 1)) === 0;
}
