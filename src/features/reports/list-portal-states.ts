import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { findToday } from './find-today.ts';
import { countedStates, type PortalStates, type StateCounts } from './portal-states.ts';
import { mondaysOf, type Span } from './report-span.ts';

/** How many contacts were in which portal state on each day of the last `span` weeks. Needs `reports.view`. */
export async function listPortalStates(ctx: Context, { span }: { span: Span }): Promise<PortalStates> {
  allow(ctx, 'reports.view');
  return inTransaction(ctx, async (ctx) => {
    const until = await findToday(ctx);
    const from = mondaysOf(span, until)[0]!;
    const { rows } = await sql<{ day: string; counts: Partial<StateCounts>; counted_at: Date }>`
      select counted_on::text as day, jsonb_object_agg(state, contacts_count) as counts, max(counted_at) as counted_at
      from portal_state_count where counted_on between ${from}::date and ${until}::date
      group by counted_on order by counted_on`.execute(ctx.db);
    const days = rows.map(({ day, counts }) => ({
      ...(Object.fromEntries(countedStates.map((state) => [state, counts[state] ?? 0])) as StateCounts),
      day,
    }));
    return { days, counted_at: rows.at(-1)?.counted_at ?? null, from, until };
  });
}
