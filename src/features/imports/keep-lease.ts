import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { JobContext } from '#platform/queue/job.ts';
import { renewLease } from './renew-lease.ts';
import { leaseMs, type TakenImport } from './take-import.ts';

/** A worker's hold on an import, from taking it up to letting it go. */
export interface Lease {
  /** Aborts when the program ends or the import is no longer ours: paused, cancelled or taken over. */
  signal: AbortSignal;
  /** Before every stretch: throws to stop there, also where whoever asked for the work may not have it done any more. */
  goOn(): Promise<void>;
  /** Asks whether the import is still ours. */
  isOurs(): Promise<boolean>;
  /** Lets it go. */
  end(): Promise<void>;
}

/** Renews the lease three times in its life, also while one long statement runs. */
export function keepLease(ctx: Pick<JobContext, 'stopping'> & Context, taken: TakenImport): Lease {
  const lost = new AbortController();
  const signal = AbortSignal.any([ctx.stopping, lost.signal]);
  let stretches = 0;
  const renew = async () => {
    if (lost.signal.aborted) return;
    // The second time it is asked to go on, it has got on.
    const isOurs = await renewLease(ctx, taken, { gotOn: stretches > 1 });
    if (!isOurs) lost.abort(new Error('the import is no longer this worker’s'));
  };
  const timer = setInterval(() => {
    renew().catch((error: Error) => ctx.log.warn({ import_id: taken.id, reason: error.message }, 'lease not renewed'));
  }, leaseMs / 3);
  return {
    signal,
    async goOn() {
      stretches += 1;
      await renew();
      signal.throwIfAborted();
    },
    async isOurs() {
      if (lost.signal.aborted) return false;
      // Whoever ends its connection has its row locked and is about to commit: what he says counts.
      const held = await inTransaction(ctx, ({ db }) =>
        db.selectFrom('import').select('lease_key').where('id', '=', taken.id).forShare().executeTakeFirst(),
      );
      return held?.lease_key === taken.lease_key;
    },
    async end() {
      clearInterval(timer);
      // Whoever is next need not wait for the lease to run out. Where the database is away that is what happens.
      await inTransaction(ctx, ({ db }) =>
        db
          .updateTable('import')
          .set({ lease_key: null, lease_until: null })
          .where('id', '=', taken.id)
          .where('lease_key', '=', taken.lease_key)
          .execute(),
      ).catch((error: Error) => ctx.log.warn({ import_id: taken.id, reason: error.message }, 'lease not given back'));
    },
  };
}
