import { useTranslations } from 'use-intl';
import { type ContactFilter, type ContactView, contactViews } from '#features/contacts/filter/contact-filter.ts';
import type { ListCount } from '#features/lists/rows/count-matching.ts';
import type { SavedView } from '#features/saved-views/saved-view.ts';
import { tabCount, useKeptTabs } from '#features/saved-views/use-kept-tabs.tsx';
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
  const tabs: Tab[] = contactViews.map((view) => ({
    to: pathOf({ ...filter, view }),
    label: t(`views.${view}`),
    isCurrent: current === null && view === filter.view,
    ...(counts && { count: tabCount(counts[view]) }),
  }));
  const keptTabs = useKeptTabs({ record: 'contact', views, current });
  return <Tabs label={t('views_label')} tabs={[...tabs, ...keptTabs]} />;
}
