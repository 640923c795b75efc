import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from './button.tsx';
import css from './selection-bar.module.css';
import type { Selection } from './use-selection.ts';

interface Props {
  selection: Selection;
  /** How many the list holds in all, as the words to show: exact, or "10,000+". */
  matching: { count: number; isExact: boolean };
  /** How many rows the page shows. */
  shown: number;
  children: ReactNode;
}

/** What to do with the chosen rows: stands over the toolbar's place as long as any row is chosen. */
export function SelectionBar({ selection, matching, shown, children }: Props) {
  const t = useTranslations('ui.selection');
  const format = useFormatter();
  const all = `${format.number(matching.count)}${matching.isExact ? '' : '+'}`;
  if (selection.ids.size === 0) return null;
  const isWholePage = selection.ids.size === shown && (matching.count > shown || !matching.isExact);
  return (
    <div className={css.bar} role="toolbar" aria-label={t('label')}>
      <p className={css.count} role="status">
        {selection.isAllMatching ? t('all_matching', { count: all }) : t('chosen', { count: selection.ids.size })}
      </p>
      {isWholePage && !selection.isAllMatching && (
        <Button type="button" kind="link" onClick={selection.chooseAllMatching}>
          {t('choose_all', { count: all })}
        </Button>
      )}
      <div className={css.actions}>{children}</div>
      <Button type="button" kind="quiet" size="small" icon="close" aria-label={t('clear')} onClick={selection.clear} />
    </div>
  );
}
