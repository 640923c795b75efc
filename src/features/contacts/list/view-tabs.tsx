import { useEffect } from 'react';
import { useFetcher } from 'react-router';
import { useTranslations } from 'use-intl';
import { type ContactFilter, type ContactView, contactViews } from '#features/contacts/filter/contact-filter.ts';
import type { ListCount } from '#features/lists/rows/count-matching.ts';
import { pathOfView } from '#features/saved-views/path-of-view.ts';
import type { SavedView } from '#features/saved-views/saved-view.ts';
import { type Tab, Tabs } from '#ui/tabs.tsx';

interface Props {
  filter: ContactFilter;
  counts: Record<ContactView, ListCount> | null;
  views: readonly SavedView[];
  /** The view that is open, if it is a kept one. */
  current: number | null;
  pathOf(filter: ContactFilter): string;
}

/** The views that every account has and behind them those that somebody has kept, each with how many it shows. */
export function ViewTabs({ filter, counts, views, current, pathOf }: Props) {
  const t = useTranslations('contacts');
  const saved = useTranslations('saved_views');
  const kept = useKeptCounts(views);
  const tabs: Tab[] = contactViews.map((view) => ({
    to: pathOf({ ...filter, view }),
    label: t(`views.${view}`),
    isCurrent: current === null && view === filter.view,
    ...(counts && { count: counted(counts[view]) }),
  }));
  const keptTabs: Tab[] = views.map((view, at) => ({
    to: pathOfView(view),
    label: view.name,
    isCurrent: view.id === current,
    isApart: at === 0,
    ...(view.is_shared && { hint: saved('shared_by', { name: view.agent_name ?? '' }) }),
    ...(kept?.[view.id] && { count: counted(kept[view.id]!) }),
  }));
  return <Tabs label={t('views_label')} tabs={[...tabs, ...keptTabs]} />;
}

/** Kept views may ask for anything, so the page does not wait for their counts: they are asked for when it is there. */
function useKeptCounts(views: readonly SavedView[]): Record<string, ListCount> | undefined {
  const fetcher = useFetcher<{ counts: Record<string, ListCount> }>();
  const asked = views.map(({ id, query }) => `${id} ${query}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: again when the views are others, not per drawing
  useEffect(() => {
    if (views.length > 0) fetcher.load('/contacts/view-counts');
  }, [asked]);
  return fetcher.data?.counts;
}

function counted({ count, is_exact }: ListCount): NonNullable<Tab['count']> {
  return { count, isExact: is_exact };
}
