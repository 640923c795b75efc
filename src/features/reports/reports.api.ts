import { Hono } from 'hono';
import { csvResponse } from '#platform/http/csv-response.ts';
import { queryValues } from '#platform/http/form-values.ts';
import type { SiteEnv } from '#platform/http/request-context.ts';
import { readSpan, type Span } from './report-span.ts';
import { writeInvitationReport } from './write-invitation-report.ts';
import { writeStateReport } from './write-state-report.ts';

/** Reports as files: numbers without a name, so that a GET may have them. */
export const reportsApi = new Hono<SiteEnv>();

/** `GET /reports/invitations.csv?weeks=13` */
reportsApi.get('/reports/invitations.csv', async ({ env, req }) => {
  const span = spanOf(req.url);
  return csvResponse('invitations', await writeInvitationReport(env.ctx, { span }), env.ctx.clock.now());
});

/** `GET /reports/portal-states.csv?weeks=13` */
reportsApi.get('/reports/portal-states.csv', async ({ env, req }) => {
  const span = spanOf(req.url);
  return csvResponse('portal-states', await writeStateReport(env.ctx, { span }), env.ctx.clock.now());
});

function spanOf(url: string): Span {
  return readSpan(queryValues(new URL(url), ['weeks']).weeks);
}
