import type { Context } from '#platform/context.ts';
import type { Mail } from '#platform/email/mail.ts';

/** What a job's act gets: an act's context whose caller is the system, and the two things only a job may use. */
export interface JobContext extends Context {
  readonly mail: Mail;
  /** Aborts when the process is asked to end or another worker has taken the job over: stop at the next safe place. */
  readonly stopping: AbortSignal;
}

/** Ids of the rows a job is about. Never values: those are read when the job runs. */
export type JobIds = Record<string, number>;

/** One kind of job. */
export interface Job {
  /** Runs it once. A throw is tried again up to five times, then logged and set aside. May run twice: rows are the truth. */
  // A method, so that jobs with narrower ids can be listed together.
  run(ctx: JobContext, ids: JobIds): Promise<unknown>;
  /** Jobs of this kind that one process runs at once; 1 unless told. */
  at_once?: number;
}

/** Work that comes back by the clock: once per time for the whole installation, or every few seconds in every worker. */
export type Schedule = ScheduledWork &
  (
    | {
        /** Minute, hour, day, month, weekday, in UTC. */
        cron: string;
      }
    | {
        /** So long after each time, in every worker by itself: for a look that costs little and must not be late. */
        every_seconds: number;
      }
  );

interface ScheduledWork {
  /** SQL function `(by_then timestamptz)` that gives the ids of accounts with something to do; all of them unless told. */
  accounts?: string;
  run(ctx: JobContext): Promise<unknown>;
}

export type Jobs = Record<string, Job>;
export type Schedules = Record<string, Schedule>;

/** What a job is stored as. */
export interface StoredJob {
  account_id: number;
  ids: JobIds;
  /** When it is due by Maru's clock, which a test may move; pg-boss goes by the server's. */
  due_at: string;
  request_id: string | null;
}
