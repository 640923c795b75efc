import { useEffect } from 'react';
import { useFetcher } from 'react-router';
import { useTranslations } from 'use-intl';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import type { ListCount } from '#features/lists/rows/count-matching.ts';
import type { Tab } from '#ui/tabs.tsx';
import { pathOfView } from './path-of-view.ts';
import { listPaths, type SavedView } from './saved-view.ts';

interface Kept {
  record: RecordName;
  views: readonly SavedView[];
  /** The view that is open, if it is a kept one. */
  current: number | null;
}

/** The tabs of the views of a list that somebody has kept, each with how many it shows. */
export function useKeptTabs({ record, views, current }: Kept): Tab[] {
  const t = useTranslations('saved_views');
  const counts = useKeptCounts(record, views);
  return views.map((view, at) => {
    const counted = counts?.[view.id];
    return {
      to: pathOfView(view),
      label: view.name,
      isCurrent: view.id === current,
      isApart: at === 0,
      ...(view.is_shared && { hint: t('shared_by', { name: view.agent_name ?? '' }) }),
      ...(counted && { count: tabCount(counted) }),
    };
  });
}

/** Kept views may ask for anything, so the page does not wait for their counts: they are asked for when it is there. */
function useKeptCounts(record: RecordName, views: readonly SavedView[]): Record<string, ListCount> | undefined {
  const fetcher = useFetcher<{ counts: Record<string, ListCount> }>();
  const asked = views.map(({ id, query }) => `${id} ${query}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: again when the views are others, not per drawing
  useEffect(() => {
    if (views.length > 0) fetcher.load(`${listPaths[record]}/view-counts`);
  }, [asked]);
  return fetcher.data?.counts;
}

/** A count as a tab shows it. */
export function tabCount({ count, is_exact }: ListCount): NonNullable<Tab['count']> {
  return { count, isExact: is_exact };
}
