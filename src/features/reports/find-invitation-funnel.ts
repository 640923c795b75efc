import { sql } from 'kysely';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { findToday } from './find-today.ts';
import { type Funnel, type FunnelStage, funnelStages, type InvitationFunnel } from './invitation-funnel.ts';
import { mondaysOf, type Span } from './report-span.ts';

/** How far those came who were first invited within the last `span` weeks. Needs `reports.view`. */
export async function findInvitationFunnel(ctx: Context, { span }: { span: Span }): Promise<InvitationFunnel> {
  allow(ctx, 'reports.view');
  return inTransaction(ctx, async (ctx) => {
    const mondays = mondaysOf(span, await findToday(ctx));
    const { rows } = await sql<Funnel & { monday: string }>`
      select date_trunc('week', invited_on)::date::text as monday, sum(invited_count)::bigint as invited,
        sum(accepted_count)::bigint as accepted, sum(opened_count)::bigint as opened,
        sum(activated_count)::bigint as activated
      from invitee_count where invited_on >= ${mondays[0]!}::date group by 1`.execute(ctx.db);
    const found = new Map(rows.map((row) => [row.monday, row]));
    const weeks = mondays.map(
      (monday) => found.get(monday) ?? { monday, invited: 0, accepted: 0, opened: 0, activated: 0 },
    );
    const sum = (stage: FunnelStage) => weeks.reduce((all, week) => all + week[stage], 0);
    const overall = Object.fromEntries(funnelStages.map((stage) => [stage, sum(stage)])) as Funnel;
    return { overall, weeks };
  });
}
