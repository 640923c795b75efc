import { changedRights } from '#features/accounts/rights/changed-rights.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { type Right, rightsOfRole } from '#platform/rights.ts';
import { leaseMs, type TakenImport } from './take-import.ts';

/**
 * Says that the work goes on. False when the import is no longer this worker's: paused, cancelled, changed or taken over.
 * Fails as forbidden where whoever asked for the work was deactivated or has lost the right to it since (threats C03, F03,
 * G10).
 */
export async function renewLease(ctx: Context, taken: TakenImport, { gotOn }: { gotOn: boolean }): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const renewed = await db
      .updateTable('import')
      .set({ lease_until: new Date(clock.now().getTime() + leaseMs), ...(gotOn && { try_count: 0 }) })
      .where('id', '=', taken.id)
      .where('lease_key', '=', taken.lease_key)
      .executeTakeFirst();
    if (renewed.numUpdatedRows === 0n) return false;
    if (taken.phase === 'undo') await allowAgent(ctx, taken.undo_agent_id, 'imports.undo');
    else await allowAgent(ctx, taken.agent_id, 'imports.run');
    return true;
  });
}

/** Null is the command line of the machine, which may do everything. */
async function allowAgent({ db }: Context, agent_id: number | null, right: Right): Promise<void> {
  if (agent_id === null) return;
  const agent = await db
    .selectFrom('agent')
    .select(['role', 'deactivated_at'])
    .select(changedRights('agent.role').as('changed_rights'))
    .where('id', '=', agent_id)
    .executeTakeFirst();
  if (!agent || agent.deactivated_at) throw new Failure('forbidden', 'imports.starter_gone');
  if (!rightsOfRole(agent.role, agent.changed_rights).has(right))
    throw new Failure('forbidden', 'imports.starter_not_allowed');
}
