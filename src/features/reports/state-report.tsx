import { useFormatter, useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Moment } from '#ui/moment.tsx';
import css from './chart.module.css';
import type { Fill } from './chart-fills.tsx';
import { ColumnChart } from './column-chart.tsx';
import { NumbersTable } from './numbers-table.tsx';
import { type CountedState, countedStates, type PortalStates } from './portal-states.ts';
import type { Span } from './report-span.ts';
import { stackedParts, stateColumns } from './state-columns.ts';
import { useDay } from './use-day.ts';

const stateFills: Record<CountedState, Fill> = {
  active: 'solid',
  invited: 'hatch',
  none: 'dots',
  locked: 'cross',
  deactivated: 'lines',
};

/** How many contacts could come in, day by day. */
export function StateReport({ states, span }: { states: PortalStates; span: Span }) {
  const t = useTranslations('reports');
  const format = useFormatter();
  const day = useDay(span);
  const newest = states.days.at(-1);
  if (!newest || !states.counted_at) {
    return (
      <Card title={t('states.title')}>
        <EmptyState title={t('states.none')}>{t('states.none_hint')}</EmptyState>
      </Card>
    );
  }
  const told = countedStates.map((state) => `${t(`state_names.${state}`)}: ${format.number(newest[state])}`).join(', ');
  const columns = stateColumns(states);
  return (
    <Card
      title={t('states.title')}
      actions={
        <ButtonLink to={`/reports/portal-states.csv?weeks=${span}`} icon="download" size="small" reloadDocument>
          {t('export')}
        </ButtonLink>
      }
    >
      <ColumnChart
        title={t('states.title')}
        description={t('states.description', { day: day.whole(newest.day), told })}
        columns={columns.map(({ day: first, counts }) => ({
          key: first,
          label: day.short(first),
          parts: counts ? stackedParts(counts).map((part) => ({ ...part, fill: stateFills[part.name] })) : [],
        }))}
        legend={countedStates.toReversed().map((state) => ({
          name: t(`state_names.${state}`),
          fill: stateFills[state],
          told: format.number(newest[state]),
        }))}
      />
      <p className={css.hint}>{t.rich('states.hint', { at: () => <Moment at={states.counted_at!} as="exact" /> })}</p>
      <NumbersTable
        caption={t('states.title')}
        headers={[t('states.day'), ...countedStates.map((state) => t(`state_names.${state}`))]}
        rows={columns
          .filter(({ counts }) => counts !== null)
          .toReversed()
          .map(({ day: first, counts }) => ({
            key: first,
            cells: [day.whole(first), ...countedStates.map((state) => format.number(counts![state]))],
          }))}
      />
    </Card>
  );
}
