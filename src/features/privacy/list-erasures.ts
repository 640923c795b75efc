import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { type ErasedPlace, type ErasureMode, referenceOf } from './erasure.ts';

/** An erasure as its list and its certificate tell it: nothing of the person. */
export interface FoundErasure {
  id: number;
  reference: string;
  mode: ErasureMode;
  /** Null for Maru itself and for an agent who is gone. */
  agent_name: string | null;
  reason: string | null;
  places: ErasedPlace[];
  /** `2026-12-26` */
  backups_until: string;
  erased_at: Date;
  /** Of his addresses and external ids, those that somebody has let in again, with the reasons that were given. */
  lifted: { at: Date; agent_name: string | null; reason: string | null }[];
}

const pageSize = 50;

/** The newest erasures before `before`, which is the `next` of the page before; null on the last page. */
export async function listErasures(
  ctx: Context,
  { before }: { before?: number } = {},
): Promise<{ erasures: FoundErasure[]; next: number | null }> {
  allow(ctx, 'contacts.erase');
  const found = await inTransaction(ctx, (ctx) => readErasures(ctx, before === undefined ? {} : { before }));
  const erasures = found.slice(0, pageSize);
  return { erasures, next: found.length > pageSize ? erasures.at(-1)!.id : null };
}

/** One erasure. Fails not_found for an id that is not the account's. */
export async function findErasure(ctx: Context, { id }: { id: number }): Promise<FoundErasure> {
  allow(ctx, 'contacts.erase');
  const [found] = await inTransaction(ctx, (ctx) => readErasures(ctx, { id }));
  if (!found) throw new Failure('not_found', 'platform.not_found');
  return found;
}

async function readErasures(
  { db }: Context,
  { id, before }: { id?: number; before?: number },
): Promise<FoundErasure[]> {
  let query = db
    .selectFrom('erasure')
    .leftJoin('agent', 'agent.id', 'erasure.agent_id')
    .select(['erasure.id', 'mode', 'agent.name as agent_name', 'reason', 'places', 'backups_until', 'erased_at'])
    .orderBy('erasure.id', 'desc')
    .limit(pageSize + 1);
  if (id !== undefined) query = query.where('erasure.id', '=', id);
  if (before !== undefined) query = query.where('erasure.id', '<', before);
  const rows = await query.execute();
  const ids = rows.map((row) => row.id);
  const lifted = await db
    .selectFrom('tombstone')
    .leftJoin('agent', 'agent.id', 'lifted_by_agent_id')
    .select(['erasure_id', 'lifted_at', 'lifted_reason', 'agent.name as agent_name'])
    .where('erasure_id', 'in', ids.length > 0 ? ids : [0])
    .where('lifted_at', 'is not', null)
    .orderBy('lifted_at')
    .execute();
  return rows.map((row) => ({
    ...row,
    reference: referenceOf(row),
    places: row.places as unknown as ErasedPlace[],
    lifted: lifted
      .filter(({ erasure_id }) => erasure_id === row.id)
      .map(({ lifted_at, lifted_reason, agent_name }) => ({ at: lifted_at!, agent_name, reason: lifted_reason })),
  }));
}
