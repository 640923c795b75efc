import { useEffect, useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import { Dialog } from '#ui/dialog.tsx';
import { Kbd } from '#ui/kbd.tsx';
import css from './display.module.css';

export interface KeysDialogProps {
  record: RecordName;
  /** Whether rows can be chosen to do something with them. */
  canChoose: boolean;
}

const keys = [
  [['/'], 'search'],
  [['↑', '↓'], 'walk'],
  [['Space'], 'choose'],
  [['Shift', 'Space'], 'choose_range'],
  [['Enter'], 'open'],
  [['Esc'], 'clear'],
  [['?'], 'help'],
] as const;
const choosing = ['choose', 'choose_range', 'clear'];

/** The keys that a list knows. Opens as it comes. */
export function KeysDialog({ record, canChoose }: KeysDialogProps) {
  const t = useTranslations('lists.keys');
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const known = canChoose ? keys : keys.filter(([, does]) => !choosing.includes(does));
  return (
    <Dialog id={id} dialogRef={dialog} title={t('title')} size="small">
      <dl className={css.keys}>
        {known.map(([pressed, does]) => (
          <Row key={does} keys={pressed} does={t(does === 'walk' || does === 'open' ? `${record}.${does}` : does)} />
        ))}
      </dl>
    </Dialog>
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
