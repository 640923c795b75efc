import { sql } from 'kysely';
import { maxTreeDepth } from '#features/companies/check-parent.ts';
import { accountOf, type ChunkWork, hasTarget } from '#features/imports/engine/chunk-work.ts';
import type { Chunk } from '#features/imports/engine/prepare-chunk.ts';
import { namedCompanies } from './named-companies.ts';
import { createTurns } from './turns.ts';

/**
 * Says at which step each row has its turn. Rows of one company follow each other. A row that names a parent comes after the
 * earlier rows of that parent and before its later ones; many may name one parent at once.
 *
 * A row that moves a company which has children by then takes the whole tree for itself: any other row may stand below it.
 * So does not one whose parent is not there yet or was made for it: nothing stands above that one, unless the tree may get too
 * deep. All others add a leaf or leave the tree as it is, which can close no circle and makes no tree deeper that another row reads
 * at the same time.
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
  const { groups } = chunk;
  const refused = new Set(chunk.refused.map(({ row_number }) => row_number));
  const sizes = new Map<number, number>();
  for (const { row_number } of chunk.rows) {
    if (refused.has(row_number)) continue;
    const first = groups.firstOf(row_number);
    sizes.set(first, (sizes.get(first) ?? 0) + 1);
  }
  const isAlone = (row_number: number) => sizes.get(groups.firstOf(row_number)) === 1;
  /** Rows that are about a company with children. */
  const parents = new Set<number>();
  /** By row, what stands above the companies that it names as its own. */
  const above = new Map<number, (number | null)[]>();
  const met = new Map<number, number[]>();
  const metIds = new Map<number, number[]>();
  for (const { row_number, company_id, is_own, has_children, parent_id } of named) {
    if (is_own) {
      if (has_children) parents.add(row_number);
      above.set(row_number, [...(above.get(row_number) ?? []), parent_id]);
      continue;
    }
    metIds.set(row_number, [...(metIds.get(row_number) ?? []), company_id]);
    const own = ownRow.get(company_id);
    if (own !== undefined) met.set(row_number, [...(met.get(row_number) ?? []), own]);
  }
  /** A row that names the parent that its company has already, where no row of the chunk calls either anything else. */
  const isUnmoved = (row_number: number, owners: readonly number[]) => {
    const [parent, ...others] = metIds.get(row_number) ?? [];
    const isSame = parent !== undefined && others.length === 0 && above.get(row_number)?.every((id) => id === parent);
    return isSame === true && isAlone(row_number) && owners.every(isAlone);
  };
  const turns = createTurns();
  const isShallow = isTree && (await isShallowTree(work, chunk));
  /** Components whose own rows have come. */
  const come = new Set<string>();
  /** Companies below which an earlier row of the chunk has put another. */
  const named_before = new Set<string>();
  for (const { row_number } of chunk.rows) {
    if (refused.has(row_number)) continue;
    const own = `row ${groups.firstOf(row_number)}`;
    const keys = chunk.met.get(row_number) ?? [];
    come.add(own);
    if (keys.length === 0) {
      turns.take(row_number, { own: [own], met: [] });
      continue;
    }
    const owners = [...keys.flatMap((key) => groups.rowOfKey(key) ?? []), ...(met.get(row_number) ?? [])];
    const others = [...new Set(owners.map((row) => `row ${groups.firstOf(row)}`))].filter((one) => one !== own);
    const isBelowNothing = isShallow && !metIds.has(row_number) && !others.some((other) => come.has(other));
    const isMoving =
      (parents.has(row_number) || named_before.has(own)) && !isBelowNothing && !isUnmoved(row_number, owners);
    turns.take(
      row_number,
      isMoving ? { own: [own, 'tree'], met: [...others, ...keys] } : { own: [own], met: ['tree', ...others, ...keys] },
    );
    for (const other of others) named_before.add(other);
  }
  return turns.steps();
}

/** Whether no order of the chunk's rows can bring companies deeper than they may be. */
async function isShallowTree({ db, account_id }: ChunkWork, chunk: Chunk): Promise<boolean> {
  const chain = longestChain(chunk);
  if (chain >= maxTreeDepth) return false;
  const { rows } = await sql<{ depth: number | null }>`
    with recursive above (id, depth) as (
      select distinct parent_company_id, 1 from company
      where account_id = ${account_id} and parent_company_id is not null
      union
      select u.parent_company_id, depth + 1 from above a cross join lateral (
        select parent_company_id from company where account_id = ${account_id} and id = a.id offset 0) u
      where u.parent_company_id is not null and depth <= ${maxTreeDepth})
    select max(depth) + 1 as depth from above`.execute(db);
  // Each link of the chain may hang one tree that is there below another.
  return (chain + 1) * (rows[0]?.depth ?? 1) <= maxTreeDepth;
}

/** Companies above one another by the rows of the chunk alone; without end where they are too many or name each other in a circle. */
function longestChain({ met, groups }: Chunk): number {
  const parentsOf = new Map<string, Set<string>>();
  for (const [row, keys] of met) {
    const own = `row ${groups.firstOf(row)}`;
    const found = parentsOf.get(own) ?? new Set<string>();
    parentsOf.set(own, found);
    for (const key of keys) {
      const owner = groups.rowOfKey(key);
      found.add(owner === undefined ? key : `row ${groups.firstOf(owner)}`);
    }
  }
  const lengths = new Map<string, number>();
  const lengthOf = (one: string, level = 1): number => {
    if (level > maxTreeDepth) return Number.POSITIVE_INFINITY;
    const known = lengths.get(one);
    if (known !== undefined) return known;
    // Whoever comes back here while it is being found out has walked a circle.
    lengths.set(one, Number.POSITIVE_INFINITY);
    const length = 1 + Math.max(0, ...[...(parentsOf.get(one) ?? [])].map((parent) => lengthOf(parent, level + 1)));
    lengths.set(one, length);
    return length;
  };
  return Math.max(0, ...[...parentsOf.keys()].map((one) => lengthOf(one)));
}

interface Named {
  row_number: number;
  company_id: number;
  is_own: boolean;
  has_children: boolean;
  parent_id: number | null;
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
    -- One look at all that have children, since a look for each would be planned as if any company had some.
    select row_number, company_id, is_own, is_own and company_id in (
      select parent_company_id from company
      where account_id = ${accountOf(work)} and parent_company_id is not null) as has_children, (
      select parent_company_id from company where account_id = ${accountOf(work)} and id = n.company_id and is_own) as parent_id
    from (select distinct row_number, company_id, is_own from (${namedCompanies(work)}) named) n
    order by row_number`.execute(work.db);
  return rows;
}
