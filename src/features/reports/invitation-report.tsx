import { useFormatter, useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import css from './chart.module.css';
import { mostMarks, mostPhoneMarks } from './chart-scale.ts';
import { ColumnChart } from './column-chart.tsx';
import { FunnelChart, stageFills } from './funnel-chart.tsx';
import { type FunnelStage, funnelStages, type InvitationFunnel } from './invitation-funnel.ts';
import { NumbersTable } from './numbers-table.tsx';
import type { Span } from './report-span.ts';
import { useDay } from './use-day.ts';

/** The way of invitations: how far people came, overall and by the week in which they were first invited. */
export function InvitationReport({ funnel: { overall, weeks }, span }: { funnel: InvitationFunnel; span: Span }) {
  const t = useTranslations('reports');
  const format = useFormatter();
  const day = useDay(span);
  const percent = (part: number, whole: number) =>
    whole === 0 ? '–' : format.number(part / whole, { style: 'percent', maximumFractionDigits: 0 });
  if (overall.invited === 0) {
    return (
      <Card title={t('funnel.title')}>
        <EmptyState
          title={t('funnel.none')}
          actions={
            <ButtonLink to="/contacts?view=unverified" kind="primary">
              {t('funnel.invite')}
            </ButtonLink>
          }
        >
          {t('funnel.none_hint')}
        </EmptyState>
      </Card>
    );
  }
  const cell = (week: (typeof weeks)[number], stage: FunnelStage) =>
    stage === 'invited'
      ? format.number(week.invited)
      : t('count_and_share', { count: week[stage], share: percent(week[stage], week.invited) });
  const export_csv = (
    <ButtonLink to={`/reports/invitations.csv?weeks=${span}`} icon="download" size="small" reloadDocument>
      {t('export')}
    </ButtonLink>
  );
  return (
    <>
      <Card title={t('funnel.title')}>
        <FunnelChart funnel={overall} />
        <p className={css.hint}>{t('funnel.hint')}</p>
      </Card>
      <Card title={t('weeks.title')} actions={export_csv}>
        <ColumnChart
          title={t('weeks.title')}
          description={t('weeks.description', {
            invited: overall.invited,
            activated: overall.activated,
            share: percent(overall.activated, overall.invited),
          })}
          columns={weeks.map((week) => ({
            key: week.monday,
            label: day.short(week.monday),
            // One behind the other: whoever came farther is part of all before.
            parts: funnelStages.map((name) => ({ name, from: 0, to: week[name], fill: stageFills[name] })),
            ...(week.invited > 0 && { mark: percent(week.activated, week.invited) }),
          }))}
          legend={funnelStages.map((stage) => ({ name: t(`stages.${stage}`), fill: stageFills[stage] }))}
        />
        {weeks.length <= mostMarks && (
          <p className={css.hint} data-crowded={weeks.length > mostPhoneMarks ? '' : undefined}>
            {t('weeks.hint')}
          </p>
        )}
        <NumbersTable
          caption={t('weeks.title')}
          headers={[t('weeks.week'), ...funnelStages.map((stage) => t(`stages.${stage}`))]}
          rows={weeks.toReversed().map((week) => ({
            key: week.monday,
            cells: [day.whole(week.monday), ...funnelStages.map((stage) => cell(week, stage))],
          }))}
        />
      </Card>
    </>
  );
}
