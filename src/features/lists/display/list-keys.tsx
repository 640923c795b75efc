import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { useLatePart } from '#ui/use-late-part.ts';
import css from './display.module.css';
import type { KeysDialogProps } from './keys-dialog.tsx';

/** Which keys the list knows: behind `?` and a button for those who do not know that yet. */
export function ListKeys(dialog: KeysDialogProps) {
  const t = useTranslations('lists.keys');
  const button = useRef<HTMLButtonElement>(null);
  const { Part, place, open } = useLatePart(() => import('./keys-dialog.tsx').then((part) => part.KeysDialog));
  useEffect(() => {
    const openOnMark = (event: KeyboardEvent) => {
      const isTyping = (event.target as HTMLElement).closest('input:not([type="checkbox"]), textarea, select, dialog');
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      event.preventDefault();
      button.current?.click();
    };
    document.addEventListener('keydown', openOnMark);
    return () => document.removeEventListener('keydown', openOnMark);
  }, []);
  return (
    <>
      <span className={css.keysButton}>
        <Button
          ref={button}
          type="button"
          kind="quiet"
          onClick={open}
          aria-label={t('title')}
          aria-haspopup="dialog"
          aria-keyshortcuts="?"
        >
          ?
        </Button>
      </span>
      {Part && <Part key={place} {...dialog} />}
    </>
  );
}
