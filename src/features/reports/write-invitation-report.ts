import { allow, type Context } from '#platform/context.ts';
import { writeCsv } from '#platform/tables/write-csv.ts';
import { findInvitationFunnel } from './find-invitation-funnel.ts';
import { funnelStages } from './invitation-funnel.ts';
import type { Span } from './report-span.ts';

/** The invitation funnel as CSV: a line a week, by its Monday. Numbers only, nobody's data. Needs `reports.view`. */
export async function writeInvitationReport(
  ctx: Context,
  { span }: { span: Span },
): Promise<AsyncIterable<Uint8Array>> {
  allow(ctx, 'reports.view');
  const { weeks } = await findInvitationFunnel(ctx, { span });
  const rows = weeks.map((week) => [week.monday, ...funnelStages.map((stage) => week[stage])]);
  return writeCsv([[['week', ...funnelStages], ...rows]]);
}
