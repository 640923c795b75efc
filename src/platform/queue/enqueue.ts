import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { JobIds, StoredJob } from './job.ts';

/** How jobs of every kind are kept: a killed worker's job is free again after 10 s, a failed one is tried five times in about 10 minutes. */
export const queueOptions = {
  policy: 'standard',
  retryLimit: 5,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 300,
  heartbeatSeconds: 10,
  expireInSeconds: 23 * 3600,
  deleteAfterSeconds: 24 * 3600,
  deadLetter: 'dead_letter',
};

/** Where jobs end that failed five times; nothing works it off. */
export const deadLetterOptions = { policy: 'standard', deleteAfterSeconds: 30 * 24 * 3600 };

/**
 * Asks for a job of `src/jobs.ts` in the running transaction, so that it exists exactly if the act's changes do. `after`
 * is the earliest moment to run it. The job is a nudge: what there is to do stands in the feature's own rows, so a lost
 * or doubled job does no harm.
 */
export async function enqueue(
  ctx: Context,
  name: string,
  ids: JobIds,
  { after }: { after?: Date } = {},
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const due = after && after > now ? after : now;
    const stored: StoredJob = {
      account_id: ctx.caller.account_id,
      ids,
      due_at: due.toISOString(),
      request_id: ctx.origin?.request_id ?? null,
    };
    const values = [name, JSON.stringify(stored), (due.getTime() - now.getTime()) / 1000];
    const { client } = ctx.db;
    const { rowCount } = await client!.query(insertJob, values);
    if (rowCount === 1) return;
    // The first job of its kind in this database, before a worker of this version has started.
    await client!.query(createQueues, [name, JSON.stringify(queueOptions), JSON.stringify(deadLetterOptions)]);
    await client!.query(insertJob, values);
  });
}

const createQueues = `select pgboss.create_queue('dead_letter', $3), pgboss.create_queue($1, $2)`;

/**
 * pg-boss's own `send` wants a started instance and at times a second connection, which an act inside its transaction has
 * not got; this is the same row. `enqueue.test.ts` checks that pg-boss works it off like one of its own.
 */
const insertJob = `
  insert into pgboss.job (name, data, start_after, keep_until, policy, retry_limit, retry_delay, retry_backoff,
    retry_delay_max, expire_seconds, deletion_seconds, heartbeat_seconds, dead_letter)
  select q.name, $2::jsonb, at.starts, at.starts + q.retention_seconds * interval '1 second', q.policy, q.retry_limit,
    q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds, q.deletion_seconds, q.heartbeat_seconds,
    q.dead_letter
  from pgboss.queue q, lateral (select pgboss.job_now() + $3::float8 * interval '1 second' as starts) at
  where q.name = $1`;
