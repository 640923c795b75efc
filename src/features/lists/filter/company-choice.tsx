import { useEffect, useId, useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import { useTranslations } from 'use-intl';
import type { SuggestedCompany } from '#features/companies/suggest-companies.ts';
import { CellInput } from '#ui/cell-input.tsx';
import type { CompanyNames } from './condition-words.tsx';

interface Props {
  /** The company that is chosen. */
  id: string | undefined;
  companies: CompanyNames;
  trouble: object;
  /** Empty as long as no company is called what is typed. */
  onChange(ids: string[]): void;
}

const pauseMs = 120;

/** A company by its name, of those that exist. */
export function CompanyChoice({ id, companies, trouble, onChange }: Props) {
  const t = useTranslations('lists.filter');
  const listId = useId();
  const timer = useRef<number>(undefined);
  const fetcher = useFetcher<{ suggested: SuggestedCompany[] }>();
  const [text, setText] = useState(id ? (companies[id] ?? '') : '');
  const suggested = fetcher.data?.suggested;
  const meant = suggested?.find(({ name }) => name.toLowerCase() === text.trim().toLowerCase());
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for what has come to be meant, not per drawing
  useEffect(() => {
    if (suggested) onChange(meant ? [String(meant.id)] : []);
  }, [meant?.id, suggested]);
  const ask = (typed: string) => {
    setText(typed);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(
      () => fetcher.load(`/companies/suggestions?${new URLSearchParams({ text: typed })}`),
      pauseMs,
    );
  };
  return (
    <>
      <CellInput
        label={t('value')}
        placeholder={t('company_hint')}
        list={listId}
        autoComplete="off"
        value={text}
        onChange={(event) => ask(event.currentTarget.value)}
        {...trouble}
      />
      <datalist id={listId}>
        {suggested?.map((company) => (
          <option key={company.id} value={company.name} />
        ))}
      </datalist>
    </>
  );
}
