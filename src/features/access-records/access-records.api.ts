import { Hono } from 'hono';
import { csvResponse } from '#platform/http/csv-response.ts';
import { bodyFailure } from '#platform/http/limit-body.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { readAccessFilter } from './access-filter.ts';
import { writeAccessRecords } from './write-access-records.ts';

/**
 * `POST /settings/access-records.csv` with the fields of a filter: the access records as a file. A POST, since that somebody
 * took it is written down.
 */
export const accessRecordsApi = new Hono<SiteEnv>().post('/settings/access-records.csv', async ({ env, req }) => {
  const form = await req.parseBody().catch((thrown: unknown) => {
    throw bodyFailure(thrown);
  });
  const given = Object.entries(form).filter((field): field is [string, string] => typeof field[1] === 'string');
  const bytes = await writeAccessRecords(env.ctx, readAccessFilter(Object.fromEntries(given)));
  return csvResponse('access-records', bytes, env.ctx.clock.now());
});
