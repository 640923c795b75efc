import { useEffect, useRef } from 'react';
import { Form, useNavigation, useSearchParams, useSubmit } from 'react-router';
import { useTranslations } from 'use-intl';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import css from './search-box.module.css';

interface Props {
  /** The query's name in the address. */
  name?: string;
  label: string;
  placeholder?: string;
  /** Names of the address that a new search drops, such as the page's cursor. */
  dropped?: readonly string[];
}

const pauseMs = 200;

/** Searches while one types and keeps the rest of the address (view, filter, sort); a plain GET form without script. `/` leads to it. */
export function SearchBox({ name = 'search', label, placeholder, dropped = ['after', 'before'] }: Props) {
  const t = useTranslations('ui.search');
  const [params] = useSearchParams();
  const submit = useSubmit();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<number>(undefined);
  const isSearching = useNavigation().location?.search.includes(`${name}=`) ?? false;
  const kept = [...params].filter(([key]) => key !== name && !dropped.includes(key));

  useEffect(() => {
    const focusOnSlash = (event: KeyboardEvent) => {
      const isTyping = (event.target as HTMLElement).closest('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', focusOnSlash);
    return () => document.removeEventListener('keydown', focusOnSlash);
  }, []);

  const searchSoon = (form: HTMLFormElement) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => submit(form, { replace: true, preventScrollReset: true }), pauseMs);
  };
  return (
    <search className={css.search} aria-busy={isSearching}>
      <Form method="get" onChange={(event) => searchSoon(event.currentTarget)}>
        {kept.map(([key, value]) => (
          <input key={`${key} ${value}`} type="hidden" name={key} value={value} />
        ))}
        <Icon name="search" />
        <input
          ref={input}
          type="search"
          name={name}
          aria-label={label}
          placeholder={placeholder ?? label}
          defaultValue={params.get(name) ?? ''}
          autoComplete="off"
          maxLength={200}
        />
        <span className={css.hint} title={t('shortcut')}>
          <Kbd>/</Kbd>
        </span>
      </Form>
    </search>
  );
}
