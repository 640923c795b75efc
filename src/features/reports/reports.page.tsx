import { useTranslations } from 'use-intl';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { Page } from '#ui/page.tsx';
import { PageHeader } from '#ui/page-header.tsx';
import { Tabs } from '#ui/tabs.tsx';
import type { Route } from './+types/reports.page.ts';
import css from './chart.module.css';
import { findInvitationFunnel } from './find-invitation-funnel.ts';
import { InvitationReport } from './invitation-report.tsx';
import { listPortalStates } from './list-portal-states.ts';
import { readSpan, spans } from './report-span.ts';
import { StateReport } from './state-report.tsx';

export const handle = { words: ['reports'] };

export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const span = readSpan(queryValues(new URL(request.url), ['weeks']).weeks);
  const [funnel, states] = await Promise.all([findInvitationFunnel(ctx, { span }), listPortalStates(ctx, { span })]);
  return { span, funnel, states };
}

/** How well customers find their way into the portal. */
export default function Reports({ loaderData: { span, funnel, states } }: Route.ComponentProps) {
  const t = useTranslations('reports');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Tabs
        label={t('span')}
        tabs={spans.map((weeks) => ({
          to: `/reports?weeks=${weeks}`,
          label: t('weeks_count', { weeks }),
          isCurrent: weeks === span,
        }))}
      />
      <Page layout="wide">
        <div className={css.cards}>
          <InvitationReport funnel={funnel} span={span} />
          <StateReport states={states} span={span} />
        </div>
      </Page>
    </>
  );
}
