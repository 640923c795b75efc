import { useEffect, useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Kbd } from '#ui/kbd.tsx';
import css from './list.module.css';

const keys = [
  [['/'], 'search'],
  [['↑', '↓'], 'walk'],
  [['Space'], 'choose'],
  [['Shift', 'Space'], 'choose_range'],
  [['Enter'], 'open'],
  [['Esc'], 'clear'],
  [['?'], 'help'],
] as const;

/** Which keys the list knows: behind `?` and a button for those who do not know that yet. */
export function ListKeys() {
  const t = useTranslations('contacts.keys');
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const openOnMark = (event: KeyboardEvent) => {
      const isTyping = (event.target as HTMLElement).closest('input:not([type="checkbox"]), textarea, select, dialog');
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      event.preventDefault();
      dialog.current?.showModal();
    };
    document.addEventListener('keydown', openOnMark);
    return () => document.removeEventListener('keydown', openOnMark);
  }, []);
  return (
    <>
      <Button
        type="button"
        kind="quiet"
        commandfor={id}
        command="show-modal"
        aria-label={t('title')}
        aria-keyshortcuts="?"
      >
        ?
      </Button>
      <Dialog id={id} dialogRef={dialog} title={t('title')} size="small">
        <dl className={css.keys}>
          {keys.map(([pressed, does]) => (
            <Row key={does} keys={pressed} does={t(does)} />
          ))}
        </dl>
      </Dialog>
    </>
  );
}

function Row({ keys, does }: { keys: readonly string[]; does: string }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </>
  );
}
