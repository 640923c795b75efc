import { randomUUID } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { endImportSessions } from './end-import-sessions.ts';
import type { ImportState, Phase } from './import.ts';
import { type LockedImport, lockImport } from './lock-import.ts';
import { nextInQueue } from './next-in-queue.ts';
import { waitsForCompanies } from './uploads/awaited-companies.ts';

/** An import that this worker holds, for as long as it renews the lease. */
export interface TakenImport extends LockedImport {
  phase: Phase | 'undo';
  lease_key: string;
}

/** After this long without a word from its worker an import may be taken up by another. */
export const leaseMs = 15_000;

const phaseOfState: Partial<Record<ImportState, TakenImport['phase']>> = {
  checking: 'check',
  running: 'run',
  undoing: 'undo',
};

/**
 * Takes an import up, if there is something to do and nobody is at it: checks at once but after companies that were uploaded
 * with them, runs and undos in the order in which they were asked for, one at a time in an account. Ends what a worker that is
 * gone has left running in the database. Null where there is nothing to take.
 */
export async function takeImport(ctx: Context, id: number): Promise<TakenImport | null> {
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    // One decision at a time in an account: two at once could each find nobody at work.
    await db.selectFrom('account').select('id').where('id', '=', caller.account_id).forNoKeyUpdate().execute();
    const found = await lockImport(ctx, id);
    const phase = phaseOfState[found.state];
    if (!phase) return null;
    if (found.lease_until && found.lease_until > clock.now()) return null;
    if (phase === 'check' && (await isWaiting(ctx, id))) return null;
    if (phase !== 'check' && (await nextInQueue(ctx)) !== id) return null;
    if (!(await endImportSessions(ctx, id))) return null;
    const now = clock.now();
    const lease_key = randomUUID();
    const began = phase === 'undo' ? 'undo_started_at' : 'started_at';
    await db
      .updateTable('import')
      .set({
        lease_key,
        lease_until: new Date(now.getTime() + leaseMs),
        [began]: found[began] ?? now,
        try_count: found.try_count + 1,
      })
      .where('id', '=', id)
      .execute();
    return { ...found, [began]: found[began] ?? now, phase, lease_key };
  });
}

async function isWaiting({ db }: Context, id: number): Promise<boolean> {
  const found = await db
    .selectFrom('import')
    .select(waitsForCompanies.as('waits'))
    .where('id', '=', id)
    .executeTakeFirst();
  return found?.waits ?? false;
}
