import { Hono } from 'hono';
import { csvResponse } from '#platform/http/csv-response.ts';
import { bodyFailure } from '#platform/http/limit-body.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { readLogFilter } from './log-filter.ts';
import { writeLog } from './write-log.ts';

/**
 * `POST /settings/change-log.csv` with the fields of a filter: the change log as a file. A POST, since that somebody took it
 * is written down.
 */
export const changeLog = new Hono<SiteEnv>().post('/settings/change-log.csv', async ({ env, req }) => {
  const form = await req.parseBody().catch((thrown: unknown) => {
    throw bodyFailure(thrown);
  });
  const given = Object.entries(form).filter((field): field is [string, string] => typeof field[1] === 'string');
  const bytes = await writeLog(env.ctx, readLogFilter(Object.fromEntries(given)));
  return csvResponse('change-log', bytes, env.ctx.clock.now());
});
