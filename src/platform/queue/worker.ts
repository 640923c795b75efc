import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { type Job as FetchedJob, PgBoss } from 'pg-boss';
import type { Clock } from '#platform/clock.ts';
import type { Log } from '#platform/log.ts';
import { deadLetterOptions, queueOptions } from './enqueue.ts';
import type { JobContext, Jobs, Schedule, Schedules, StoredJob } from './job.ts';

/** Works off jobs. */
export interface Worker {
  /** Starts looking for jobs twice a second, and the schedules. */
  start(): Promise<void>;
  /**
   * Runs, in this process and until there are none left, all jobs that are due by Maru's clock (a failed one's next try is
   * due at once), each schedule once, and what follows from them. Throws the first error of a job, after all have run.
   * For tests and the command line; needs no `start`.
   */
  runDue(): Promise<void>;
  /** Takes no more jobs, tells the running ones to stop, and waits up to 30 s for them. */
  stop(): Promise<void>;
}

export interface WorkerOutside {
  /** Connections for jobs, working as the application's role. */
  pool: Pool;
  log: Log;
  clock: Clock;
  jobs: Jobs;
  schedules: Schedules;
  /** The system's context in one account. */
  contextOf(account_id: number, more: { stopping: AbortSignal; request_id: string | null }): Promise<JobContext>;
}

/** Runs one kind of job once; `taken` aborts when the job has been given to another worker. */
type Run = (stored: StoredJob, taken?: AbortSignal) => Promise<unknown>;

/** The worker of one process over pg-boss, whose schema the database's owner has made. */
export function createWorker(outside: WorkerOutside): Worker {
  const { pool, log, jobs, schedules } = outside;
  const stopping = new AbortController();
  const runs = runsOf(outside, stopping.signal);
  const watches: Promise<void>[] = [];
  let opened: Promise<PgBoss> | null = null;
  let isStarted = false;

  function openOnce(): Promise<PgBoss> {
    opened ??= open();
    return opened;
  }

  async function open(): Promise<PgBoss> {
    const boss = new PgBoss({
      db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
      migrate: false,
      createSchema: false,
      supervise: isStarted,
      schedule: isStarted,
      // A killed worker's job is back after 10 s without a heartbeat and at most 5 s until that is noticed.
      superviseIntervalSeconds: 5,
      monitorIntervalSeconds: 5,
      // Needs ownership of the tables, which the application's role has not.
      reindex: false,
      registerInstance: false,
    });
    boss.on('error', (error) => log.error({ reason: error.message }, 'the job queue met trouble'));
    boss.on('warning', ({ message, data }) => log.warn({ ...data }, message));
    await boss.start();
    await boss.createQueue('dead_letter', deadLetterOptions);
    for (const name of runs.keys()) {
      if (secondsOf(schedules[name]) !== null) continue;
      await boss.createQueue(name, queueOptions);
      await boss.updateQueue(name, optionsToUpdate);
    }
    return boss;
  }

  async function workOff(boss: PgBoss, name: string, run: Run): Promise<void> {
    let id = '';
    id = await boss.work<StoredJob>(name, { pollingIntervalSeconds: 0.5 }, async ([job]) => {
      if (job) await logged(log, job, run);
      // Where there was one job there may be another: look at once, not only when the half second is over.
      boss.notifyWorker(id);
    });
  }

  /** Goes on also where it fails: the database may be away for a while. */
  async function watch(name: string, every_seconds: number, run: Run): Promise<void> {
    const { signal } = stopping;
    while (!signal.aborted) {
      await run(nobody).catch((error: Error) => log.warn({ job: name, reason: error.message }, 'a look failed'));
      await sleep(every_seconds * 1000, undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    async start() {
      isStarted = true;
      const boss = await openOnce();
      await syncSchedules(boss, schedules);
      for (const [name, run] of runs) {
        const seconds = secondsOf(schedules[name]);
        if (seconds !== null) {
          watches.push(watch(name, seconds, run));
          continue;
        }
        for (let n = 0; n < (jobs[name]?.at_once ?? 1); n++) await workOff(boss, name, run);
      }
    },
    async runDue() {
      const boss = await openOnce();
      const tried = new Set<string>();
      const errors = await drain(boss, outside, runs, tried);
      for (const name of Object.keys(schedules)) {
        await runs.get(name)!(nobody).catch((error) => errors.push(error));
      }
      errors.push(...(await drain(boss, outside, runs, tried)));
      if (errors.length > 0) throw errors[0];
    },
    async stop() {
      stopping.abort();
      await Promise.all(watches);
      const boss = await opened?.catch(() => null);
      await boss?.stop({ graceful: true, timeout: 30_000 });
      opened = null;
    },
  };
}

const { policy: _, ...optionsToUpdate } = queueOptions;
/** A schedule's job has no account: it goes through those with something to do. Once it is there it is due. */
const nobody: StoredJob = { account_id: 0, ids: {}, due_at: new Date(0).toISOString(), request_id: null };

function runsOf({ jobs, schedules, contextOf, pool, clock }: WorkerOutside, ending: AbortSignal): Map<string, Run> {
  const runs = new Map<string, Run>();
  for (const [name, job] of Object.entries(jobs)) {
    runs.set(name, async ({ account_id, request_id, ids }, taken) => {
      const stopping = taken ? AbortSignal.any([taken, ending]) : ending;
      await job.run(await contextOf(account_id, { stopping, request_id }), ids);
    });
  }
  for (const [name, schedule] of Object.entries(schedules)) {
    if (runs.has(name)) throw new Error(`a job and a schedule are both called ${name}`);
    runs.set(name, async (_, taken) => {
      const stopping = taken ? AbortSignal.any([taken, ending]) : ending;
      const errors: unknown[] = [];
      for (const account_id of await accountsOf(schedule, pool, clock)) {
        if (stopping.aborted) break;
        // One account's trouble is not the next one's.
        const ctx = await contextOf(account_id, { stopping, request_id: null });
        await schedule.run(ctx).catch((error) => errors.push(error));
      }
      if (errors.length > 0) throw new AggregateError(errors, `${name} failed in ${errors.length} accounts`);
    });
  }
  return runs;
}

async function accountsOf({ accounts }: Schedule, pool: Pool, clock: Clock): Promise<number[]> {
  const query = accounts ? `select ${accounts}($1) as id` : 'select all_account_ids() as id';
  const { rows } = await pool.query<{ id: number }>(query, accounts ? [clock.now()] : []);
  return rows.map((row) => row.id);
}

/** How often every worker looks by itself; null for work of the whole installation. */
function secondsOf(schedule: Schedule | undefined): number | null {
  return schedule && 'every_seconds' in schedule ? schedule.every_seconds : null;
}

async function logged(log: Log, job: FetchedJob<StoredJob>, run: Run): Promise<void> {
  const about = { job: job.name, ...job.data, try: job.retryCount + 1 };
  const started = Date.now();
  try {
    await run(job.data, job.signal);
    log.debug({ ...about, ms: Date.now() - started }, 'job done');
  } catch (error) {
    log.error({ ...about, ms: Date.now() - started, err: error }, 'job failed');
    throw error;
  }
}

async function syncSchedules(boss: PgBoss, schedules: Schedules): Promise<void> {
  for (const { name } of await boss.getSchedules()) {
    const schedule = schedules[name];
    if (!schedule || !('cron' in schedule)) await boss.unschedule(name);
  }
  for (const [name, schedule] of Object.entries(schedules)) {
    if ('cron' in schedule) await boss.schedule(name, schedule.cron, nobody, { tz: 'UTC' });
  }
}

/** Runs what is due until a round finds nothing, each job once; gives the errors. */
async function drain(
  boss: PgBoss,
  { pool, clock, log, schedules }: WorkerOutside,
  runs: Map<string, Run>,
  tried: Set<string>,
): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (let found = 1; found > 0; ) {
    found = 0;
    await pool.query(
      `update pgboss.job set start_after = pgboss.job_now()
       where state in ('created', 'retry') and (data ->> 'due_at')::timestamptz <= $1 and not (id = any($2))`,
      [clock.now(), [...tried]],
    );
    for (const [name, run] of runs) {
      if (secondsOf(schedules[name]) !== null) continue;
      for (const job of await boss.fetch<StoredJob>(name, { batchSize: 1 })) {
        found++;
        tried.add(job.id);
        try {
          await logged(log, job, run);
          await boss.complete(name, job.id);
        } catch (error) {
          errors.push(error);
          await boss.fail(name, job.id, error as object);
        }
      }
    }
  }
  return errors;
}
