import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import css from './chart.module.css';
import { ChartFills, type Fill, fillOf } from './chart-fills.tsx';
import { type Funnel, type FunnelStage, funnelStages } from './invitation-funnel.ts';

/** The fill of each stage, here and by week. */
export const stageFills: Record<FunnelStage, Fill> = {
  invited: 'plain',
  accepted: 'dots',
  opened: 'hatch',
  activated: 'solid',
};

const rowHeight = 48;

/** How far invited people came: a bar a stage, each with its number and its share of those who were invited. */
export function FunnelChart({ funnel }: { funnel: Funnel }) {
  const t = useTranslations('reports');
  const format = useFormatter();
  const id = useId();
  const share = (stage: FunnelStage) => (funnel.invited === 0 ? 0 : funnel[stage] / funnel.invited);
  const told = (stage: FunnelStage) =>
    t('count_and_share', {
      count: funnel[stage],
      share: format.number(share(stage), { style: 'percent', maximumFractionDigits: 0 }),
    });
  return (
    <svg
      className={css.chart}
      width="100%"
      height={rowHeight * funnelStages.length}
      role="img"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-desc`}
    >
      <title id={`${id}-title`}>{t('funnel.title')}</title>
      <desc id={`${id}-desc`}>{funnelStages.map((stage) => `${t(`stages.${stage}`)}: ${told(stage)}`).join('. ')}</desc>
      <ChartFills id={id} />
      {funnelStages.map((stage, at) => (
        <g key={stage}>
          <text x="0" y={at * rowHeight + 14} className={css.name}>
            {t(`stages.${stage}`)}
          </text>
          <text x="100%" y={at * rowHeight + 14} textAnchor="end" className={css.number}>
            {told(stage)}
          </text>
          <rect y={at * rowHeight + 21} width="100%" height="16" rx="3" className={css.track} />
          <rect
            y={at * rowHeight + 21}
            width={`${share(stage) * 100}%`}
            height="16"
            rx="3"
            fill={fillOf(id, stageFills[stage])}
            className={css.shape}
          />
        </g>
      ))}
    </svg>
  );
}
