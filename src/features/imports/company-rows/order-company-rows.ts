import { sql } from 'kysely';
import { accountOf, type ChunkWork, hasTarget } from '#features/imports/chunk-work.ts';
import type { Chunk } from '#features/imports/prepare-chunk.ts';
import { namedCompanies } from './named-companies.ts';
import { createTurns } from './turns.ts';

/**
 * Says at which step each row has its turn. Rows of one company follow each other. A row that names a parent comes after the
 * earlier rows of that parent and before its later ones; many may name one parent at once.
 *
 * A row that moves a company which has children by then takes the whole tree for itself: any other row may stand below it.
 * All others add a leaf, which can close no circle and makes no tree deeper that another row reads at the same time.
 */
export async function orderCompanyRows(work: ChunkWork, chunk: Chunk): Promise<ReadonlyMap<number, number>> {
  const isTree = hasTarget(work.plan, 'parent_company');
  if (work.phase === 'run') await lockCompanies(work, isTree);
  const named = await listNamed(work);
  const ownRow = new Map<number, number>();
  for (const { row_number, company_id, is_own } of named) {
    if (!is_own) continue;
    const other = ownRow.get(company_id);
    if (other === undefined) ownRow.set(company_id, row_number);
    else chunk.groups.join([other, row_number]);
  }
  const parents = new Set<number>();
  const met = new Map<number, number[]>();
  for (const { row_number, company_id, is_own, has_children } of named) {
    if (is_own && has_children) parents.add(row_number);
    const own = is_own ? undefined : ownRow.get(company_id);
    if (own !== undefined) met.set(row_number, [...(met.get(row_number) ?? []), own]);
  }
  const { groups } = chunk;
  const refused = new Set(chunk.refused.map(({ row_number }) => row_number));
  const turns = createTurns();
  /** Companies below which an earlier row of the chunk has put another. */
  const named_before = new Set<string>();
  for (const { row_number } of chunk.rows) {
    if (refused.has(row_number)) continue;
    const own = `row ${groups.firstOf(row_number)}`;
    const keys = chunk.met.get(row_number) ?? [];
    if (keys.length === 0) {
      turns.take(row_number, { own: [own], met: [] });
      continue;
    }
    const owners = [...keys.flatMap((key) => groups.rowOfKey(key) ?? []), ...(met.get(row_number) ?? [])];
    const others = [...new Set(owners.map((row) => `row ${groups.firstOf(row)}`))].filter((one) => one !== own);
    const isMoving = parents.has(row_number) || named_before.has(own);
    turns.take(
      row_number,
      isMoving ? { own: [own, 'tree'], met: [...others, ...keys] } : { own: [own], met: ['tree', ...others, ...keys] },
    );
    for (const other of others) named_before.add(other);
  }
  return turns.steps();
}

interface Named {
  row_number: number;
  company_id: number;
  is_own: boolean;
  has_children: boolean;
}

/** Nobody changes the tree, nor a company that rows mean, until the chunk is committed. */
async function lockCompanies(work: ChunkWork, isTree: boolean): Promise<void> {
  const { db } = work;
  if (isTree) await db.selectFrom('account').select('id').forNoKeyUpdate().execute();
  await sql`
    select from company where account_id = ${accountOf(work)} and id in (
      select company_id from (${namedCompanies(work)}) named where is_own)
    order by id for update`.execute(db);
}

async function listNamed(work: ChunkWork): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select row_number, company_id, is_own, is_own and exists (
      select from company k where k.account_id = ${accountOf(work)} and k.parent_company_id = n.company_id offset 0) as has_children
    from (select distinct row_number, company_id, is_own from (${namedCompanies(work)}) named) n
    order by row_number`.execute(work.db);
  return rows;
}
