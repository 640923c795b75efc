import { contextOfAgent } from '#features/agents/context-of-agent.ts';
import { type InviteOutcome, inviteContacts } from '#features/invitations/invite-contacts.ts';
import { type Context, isAllowed } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import type { JobContext } from '#platform/queue/job.ts';
import { chunkSize, leaseMs, mostTries, runJob, starterGone } from './bulk-action.ts';

/** A worker's claim on a bulk action; `lease_number` tells it from the claim of one that takes over. */
interface Claim {
  id: number;
  lease_number: number;
}

/**
 * The job that works a bulk action off, a thousand contacts at a time. Each chunk, its results and the cursor are
 * committed together, so that whoever takes over from a killed worker goes on where that one stopped and nobody gets two
 * mails. It is done on behalf of whoever started it, as long as he may do it. Does nothing where another worker is at it, or
 * before it is due.
 */
export async function runBulkAction(ctx: JobContext, { bulk_action_id }: { bulk_action_id: number }): Promise<void> {
  const claim = await claimBulkAction(ctx, bulk_action_id);
  if (!claim) return;
  try {
    while (await runChunk(ctx, claim)) {
      if (ctx.stopping.aborted) return await giveBack(ctx, claim);
    }
  } catch (error) {
    await noteTrouble(ctx, claim, error);
    throw error;
  }
}

async function claimBulkAction(ctx: Context, id: number): Promise<Claim | undefined> {
  return inTransaction(ctx, async ({ db, clock }) => {
    const now = clock.now();
    return db
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
      .returning(['id', 'lease_number'])
      .executeTakeFirst();
  });
}

/** False when there is nothing left to do for this claim: all is done, somebody cancelled it or has taken it over. */
async function runChunk(ctx: Context, { id, lease_number }: Claim): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const held = await db
      .selectFrom('bulk_action')
      .select(['cursor_position', 'agent_id'])
      .where('id', '=', id)
      .where('lease_number', '=', lease_number)
      .where('state', '=', 'running')
      .forUpdate()
      .executeTakeFirst();
    if (!held) return false;
    const rows = await db
      .selectFrom('bulk_action_row')
      .select(['position', 'contact_id'])
      .where('bulk_action_id', '=', id)
      .where('position', '>', held.cursor_position)
      .orderBy('position')
      .limit(chunkSize)
      .execute();
    const last = rows.at(-1);
    const now = clock.now();
    if (!last) {
      const done = { state: 'done', finished_at: now, lease_until: null, last_error: null } as const;
      await db.updateTable('bulk_action').set(done).where('id', '=', id).execute();
      return false;
    }
    const starter = await contextOfAgent(ctx, held.agent_id);
    if (!starter || !isAllowed(starter, 'contacts.bulk')) {
      await stop(ctx, id);
      return false;
    }
    const contact_ids = rows.map(({ contact_id }) => contact_id);
    const outcomes = await inviteContacts(starter, { contact_ids, bulk_action_id: id });
    await noteOutcomes(ctx, id, outcomes);
    const done_count = outcomes.filter(({ reason }) => reason === null).length;
    await db
      .updateTable('bulk_action')
      .set((row) => ({
        cursor_position: last.position,
        done_count: row('done_count', '+', done_count),
        skipped_count: row('skipped_count', '+', outcomes.length - done_count),
        lease_until: new Date(now.getTime() + leaseMs),
      }))
      .where('id', '=', id)
      .execute();
    return true;
  });
}

/** Whoever started it was deactivated or may not do it any more: what is left of it is not done (threat C03). */
async function stop({ db, clock }: Context, id: number): Promise<void> {
  await db
    .updateTable('bulk_action')
    .set({ state: 'failed', last_error: starterGone, finished_at: clock.now(), lease_until: null })
    .where('id', '=', id)
    .execute();
}

/** A chunk's contacts are a run of positions in the order of their ids. */
async function noteOutcomes({ db, caller }: Context, id: number, outcomes: InviteOutcome[]): Promise<void> {
  await db.client!.query(
    `update bulk_action_row r
     set outcome = case when result.reason is null then 'done' else 'skipped' end, reason = result.reason
     from unnest($3::bigint[], $4::text[]) as result (contact_id, reason)
     where r.account_id = $1 and r.bulk_action_id = $2 and r.contact_id = result.contact_id`,
    [caller.account_id, id, outcomes.map(({ contact_id }) => contact_id), outcomes.map(({ reason }) => reason)],
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
