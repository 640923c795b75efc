import { randomUUID } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Phase } from './import.ts';
import { type LockedImport, lockImport } from './lock-import.ts';

/** An import that this worker holds, for as long as it renews the lease. */
export interface TakenImport extends LockedImport {
  phase: Phase;
  lease_key: string;
}

/** After this long without a word from its worker an import may be taken up by another. */
export const leaseMs = 30_000;

/**
 * Takes an import up, if there is something to do and nobody is at it: checks at once, runs in the order in which they
 * were asked for, one at a time in an account. Null otherwise.
 */
export async function takeImport(ctx: Context, id: number): Promise<TakenImport | null> {
  return inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const found = await lockImport(ctx, id);
    const isRun = found.state === 'running';
    if (!isRun && found.state !== 'checking') return null;
    if (found.lease_until && found.lease_until > clock.now()) return null;
    if (isRun && (await isBehindAnother(ctx, found))) return null;
    const lease_key = randomUUID();
    await db
      .updateTable('import')
      .set({
        lease_key,
        lease_until: new Date(clock.now().getTime() + leaseMs),
        started_at: found.started_at ?? clock.now(),
        try_count: found.try_count + 1,
      })
      .where('id', '=', id)
      .execute();
    return { ...found, phase: isRun ? 'run' : 'check', lease_key };
  });
}

async function isBehindAnother({ db }: Context, { id }: LockedImport): Promise<boolean> {
  const first = await db
    .selectFrom('import')
    .select('id')
    .where('state', '=', 'running')
    .orderBy('asked_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return first?.id !== id;
}

/** Says that the work goes on. False when the import is no longer this worker's: cancelled, changed or taken over. */
export async function renewLease(
  ctx: Context,
  { id, lease_key }: TakenImport,
  { gotOn }: { gotOn: boolean },
): Promise<boolean> {
  return inTransaction(ctx, async ({ db, clock }) => {
    const renewed = await db
      .updateTable('import')
      .set({ lease_until: new Date(clock.now().getTime() + leaseMs), ...(gotOn && { try_count: 0 }) })
      .where('id', '=', id)
      .where('lease_key', '=', lease_key)
      .executeTakeFirst();
    return renewed.numUpdatedRows === 1n;
  });
}
