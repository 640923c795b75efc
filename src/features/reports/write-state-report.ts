import { allow, type Context } from '#platform/context.ts';
import { writeCsv } from '#platform/tables/write-csv.ts';
import { listPortalStates } from './list-portal-states.ts';
import { countedStates } from './portal-states.ts';
import type { Span } from './report-span.ts';

/** Contacts by portal state as CSV: a line for each day that was counted. Numbers only. Needs `reports.view`. */
export async function writeStateReport(ctx: Context, { span }: { span: Span }): Promise<AsyncIterable<Uint8Array>> {
  allow(ctx, 'reports.view');
  const { days } = await listPortalStates(ctx, { span });
  const rows = days.map((one) => [one.day, ...countedStates.map((state) => one[state])]);
  return writeCsv([[['day', ...countedStates], ...rows]]);
}
