import { useId, useState } from 'react';
import { useFetcher } from 'react-router';
import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import css from './editor.module.css';

export interface Reader {
  id: number;
  name: string;
  email: string | null;
}

const pauseMs = 150;

/** As whom a preview is read: an example, or a contact that is looked for by whatever is known. */
export function ReaderChoice({ reader, onChoose }: { reader: Reader | null; onChoose(reader: Reader | null): void }) {
  const t = useTranslations('mail_templates');
  const id = useId();
  const [text, setText] = useState('');
  const [timer, setTimer] = useState<number>();
  // A fetcher lets go of an answer that a later question has overtaken.
  const fetcher = useFetcher<{ found: Reader[] }>();
  const look = (typed: string) => {
    setText(typed);
    window.clearTimeout(timer);
    const query = new URLSearchParams({ search: typed });
    setTimer(window.setTimeout(() => fetcher.load(`/settings/mail-templates/readers?${query}`), pauseMs));
  };
  const choose = (chosen: Reader | null) => {
    document.getElementById(`${id}-list`)?.hidePopover();
    setText('');
    onChoose(chosen);
  };
  const found = text.trim() === '' ? [] : (fetcher.data?.found ?? []);
  return (
    <div className={css.reader}>
      <span>{t('preview_as')}</span>
      <Button type="button" size="small" popoverTarget={`${id}-list`} icon="person">
        {reader ? reader.name || reader.email || `#${reader.id}` : t('nobody')}
      </Button>
      <div id={`${id}-list`} popover="auto" className={css.readers}>
        <label htmlFor={id}>{t('find_contact')}</label>
        <input
          id={id}
          type="search"
          autoComplete="off"
          className={css.search}
          value={text}
          onChange={(event) => look(event.currentTarget.value)}
        />
        <ul>
          {found.map((one) => (
            <li key={one.id}>
              <button type="button" className={css.entry} onClick={() => choose(one)}>
                {one.name}
                <span>{one.email}</span>
              </button>
            </li>
          ))}
          {reader && (
            <li>
              <button type="button" className={css.entry} onClick={() => choose(null)}>
                {t('nobody')}
              </button>
            </li>
          )}
        </ul>
        {text.trim() !== '' && fetcher.state === 'idle' && fetcher.data && found.length === 0 && (
          <p role="status">{t('none_found')}</p>
        )}
      </div>
    </div>
  );
}
