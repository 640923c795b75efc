import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { useLatePart } from '#ui/use-late-part.ts';
import type { FilterDialogProps } from './filter-dialog.tsx';

/** Narrows the list by any field. What it opens comes when it is first asked for. */
export function FilterButton(dialog: FilterDialogProps) {
  const t = useTranslations('lists.filter');
  const { Part, place, open } = useLatePart(() => import('./filter-dialog.tsx').then((part) => part.FilterDialog));
  const count = dialog.conditions.flat().length;
  return (
    <>
      <Button type="button" icon="filter" onClick={open} aria-haspopup="dialog">
        {count > 0 ? t('open_with_count', { count }) : t('open')}
      </Button>
      {Part && <Part key={place} {...dialog} />}
    </>
  );
}
