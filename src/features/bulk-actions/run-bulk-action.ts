import { sql } from 'kysely';
import { contextOfAgent } from '#features/agents/context-of-agent.ts';
import { type Context, isAllowed } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import type { JobContext } from '#platform/queue/job.ts';
import type { RowOutcome } from './acts/bulk-act.ts';
import { workOf } from './acts/work-of.ts';
import { leaseMs, mostTries, runJob, starterGone } from './bulk-action.ts';

/** A worker's claim on a bulk action; `lease_number` tells it from the claim of one that takes over. */
interface Claim {
  id: number;
  lease_number: number;
  /** Chunks that are settled side by side. */
  at_once: number;
}

/** Rolls a chunk back whose claim was lost while it was written: somebody has cancelled the action or taken it over. */
const claimLost = new Error('the claim on this bulk action is lost');

/**
 * The job that works a bulk action off, a thousand contacts or two at a time. Each chunk and its results are committed
 * together, so that whoever takes over from a killed worker goes on where that one stopped and nobody gets two mails. It is
 * done on behalf of whoever started it, as long as he may do it. Does nothing where another worker is at it, or before it is
 * due.
 */
export async function runBulkAction(ctx: JobContext, { bulk_action_id }: { bulk_action_id: number }): Promise<void> {
  const claim = await claimBulkAction(ctx, bulk_action_id);
  if (!claim) return;
  const lanes = await Promise.allSettled(Array.from({ length: claim.at_once }, () => runChunks(ctx, claim)));
  const broken = lanes.find((lane) => lane.status === 'rejected');
  if (broken) {
    await noteTrouble(ctx, claim, broken.reason);
    throw broken.reason;
  }
  if (ctx.stopping.aborted) await giveBack(ctx, claim);
  else await finish(ctx, claim);
}

async function claimBulkAction(ctx: Context, id: number): Promise<Claim | undefined> {
  return inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const claimed = await ctx.db
      .updateTable('bulk_action')
      .set((row) => ({
        state: 'running',
        started_at: row.fn.coalesce('started_at', row.val(now)),
        lease_until: new Date(now.getTime() + leaseMs),
        lease_number: row('lease_number', '+', 1),
      }))
      .where('id', '=', id)
      .where('state', 'in', ['waiting', 'running'])
      .where('start_after', '<=', now)
      .where((is) => is.or([is('lease_until', 'is', null), is('lease_until', '<', now)]))
      .returning(['id', 'act', 'input', 'undoes_bulk_action_id', 'lease_number'])
      .executeTakeFirst();
    if (!claimed) return undefined;
    const { at_once } = await workOf(ctx, claimed);
    return { id, lease_number: claimed.lease_number, at_once };
  });
}

async function runChunks(ctx: JobContext, claim: Claim): Promise<void> {
  try {
    while (await runChunk(ctx, claim)) if (ctx.stopping.aborted) return;
  } catch (error) {
    if (error !== claimLost) throw error;
  }
}

/** False when there is nothing left to begin for this claim: all is done or at work, or the claim is lost. */
async function runChunk(ctx: Context, { id, lease_number }: Claim): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const held = await db
      .selectFrom('bulk_action')
      .select(['id', 'act', 'input', 'undoes_bulk_action_id', 'cursor_position', 'agent_id'])
      .where('id', '=', id)
      .where('lease_number', '=', lease_number)
      .where('state', '=', 'running')
      .executeTakeFirst();
    if (!held) return false;
    const { right, chunk_size, settle } = await workOf(ctx, held);
    // Rows that are locked belong to the chunk beside this one.
    const rows = await db
      .selectFrom('bulk_action_row')
      .select(['position', 'contact_id', 'former'])
      .where('bulk_action_id', '=', id)
      .where('position', '>', held.cursor_position)
      .where('outcome', 'is', null)
      .orderBy('position')
      .limit(chunk_size)
      .forUpdate()
      .skipLocked()
      .execute();
    if (rows.length === 0) return false;
    const starter = await contextOfAgent(ctx, held.agent_id);
    if (!starter || !isAllowed(starter, 'contacts.bulk') || !isAllowed(starter, right)) {
      await stop(ctx, id);
      return false;
    }
    const outcomes = await settle(starter, rows);
    await noteOutcomes(ctx, id, rows, outcomes);
    const done_count = outcomes.filter(({ reason }) => reason === null).length;
    // Last of all, so that chunks beside each other wait for no more than a commit.
    const { numUpdatedRows } = await db
      .updateTable('bulk_action')
      .set((row) => ({
        cursor_position: sql`greatest(cursor_position, coalesce((
          select min(r.position) - 1 from bulk_action_row r
          where r.bulk_action_id = bulk_action.id and r.position > bulk_action.cursor_position and r.outcome is null
        ), 0))`,
        done_count: row('done_count', '+', done_count),
        skipped_count: row('skipped_count', '+', outcomes.length - done_count),
        lease_until: new Date(clock.now().getTime() + leaseMs),
      }))
      .where('id', '=', id)
      .where('lease_number', '=', lease_number)
      .where('state', '=', 'running')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw claimLost;
    return true;
  });
}

/** Says that it is done, unless the claim is lost or a row is left that the next claim has to come to. */
async function finish(ctx: Context, { id, lease_number }: Claim): Promise<void> {
  await inTransaction(ctx, ({ db, clock }) =>
    db
      .updateTable('bulk_action')
      .set({ state: 'done', finished_at: clock.now(), lease_until: null, last_error: null })
      .where('id', '=', id)
      .where('lease_number', '=', lease_number)
      .where('state', '=', 'running')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('bulk_action_row')
              .select('position')
              .whereRef('bulk_action_id', '=', 'bulk_action.id')
              .where('outcome', 'is', null),
          ),
        ),
      )
      .execute(),
  );
}

/** Whoever started it was deactivated or may not do it any more: what is left of it is not done (threat C03). */
async function stop({ db, clock }: Context, id: number): Promise<void> {
  await db
    .updateTable('bulk_action')
    .set({ state: 'failed', last_error: starterGone, finished_at: clock.now(), lease_until: null })
    .where('id', '=', id)
    .execute();
}

/** By position, which the table is kept by; between the first and the last, or all of the action's rows are read for each chunk. */
async function noteOutcomes(
  { db, caller }: Context,
  id: number,
  rows: readonly { position: number; contact_id: number }[],
  outcomes: readonly RowOutcome[],
): Promise<void> {
  const placeOf = new Map(rows.map(({ position, contact_id }) => [contact_id, position]));
  const results = outcomes.map(({ contact_id, ...result }) => ({ position: placeOf.get(contact_id), ...result }));
  await db.client!.query(
    `update bulk_action_row r
     set outcome = case when result.reason is null then 'done' else 'skipped' end, reason = result.reason,
       former = coalesce(result.former, r.former)
     from jsonb_to_recordset($3) as result (position integer, reason text, former jsonb)
     where r.account_id = $1 and r.bulk_action_id = $2 and r.position between $4 and $5 and r.position = result.position`,
    [caller.account_id, id, JSON.stringify(results), rows[0]!.position, rows.at(-1)!.position],
  );
}

/** The process ends: the next worker need not wait for the lease to run out. */
async function giveBack(ctx: Context, { id, lease_number }: Claim): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { numUpdatedRows } = await ctx.db
      .updateTable('bulk_action')
      .set({ lease_until: null })
      .where('id', '=', id)
      .where('lease_number', '=', lease_number)
      .where('state', '=', 'running')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) await enqueue(ctx, runJob, { bulk_action_id: id });
  });
}

async function noteTrouble(ctx: Context, { id, lease_number }: Claim, error: unknown): Promise<void> {
  const isGivenUp = lease_number >= mostTries;
  await inTransaction(ctx, ({ db, clock }) =>
    db
      .updateTable('bulk_action')
      .set({
        last_error: error instanceof Failure ? error.code : 'platform.bug',
        lease_until: null,
        ...(isGivenUp ? { state: 'failed', finished_at: clock.now() } : {}),
      })
      .where('id', '=', id)
      .where('lease_number', '=', lease_number)
      .where('state', '=', 'running')
      .execute(),
  );
}
