import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { useLatePart } from '#ui/use-late-part.ts';
import type { DisplayDialogProps } from './display-dialog.tsx';

/** Chooses what the list shows. What it opens comes when it is first asked for. */
export function DisplayButton(dialog: DisplayDialogProps) {
  const t = useTranslations('lists.display');
  const { Part, place, open } = useLatePart(() => import('./display-dialog.tsx').then((part) => part.DisplayDialog));
  return (
    <>
      <Button type="button" icon="settings" onClick={open} aria-haspopup="dialog">
        {t('open')}
      </Button>
      {Part && <Part key={place} {...dialog} />}
    </>
  );
}
