import type { Jobs, Schedules } from '#platform/queue/job.ts';

/** Every job that `enqueue` may name and the act that does it. */
export const jobs: Jobs = {};

/** Work that comes back by the clock, in UTC. */
export const schedules: Schedules = {};
