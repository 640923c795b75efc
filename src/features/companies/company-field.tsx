import { useId, useRef } from 'react';
import { useFetcher } from 'react-router';
import { TextField } from '#ui/text-field.tsx';
import type { SuggestedCompany } from './suggest-companies.ts';

interface Props {
  name: string;
  label: string;
  defaultValue: string;
  hint?: string;
}

const pauseMs = 120;

/** A company by its name: offers those that exist while one types, takes any. Without script it is a plain field. */
export function CompanyField({ name, label, defaultValue, hint }: Props) {
  const id = useId();
  const timer = useRef<number>(undefined);
  // A fetcher lets go of an answer that a later question has overtaken.
  const fetcher = useFetcher<{ suggested: SuggestedCompany[] }>();
  const offer = (text: string) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(
      () => fetcher.load(`/companies/suggestions?${new URLSearchParams({ text })}`),
      pauseMs,
    );
  };
  return (
    <>
      <TextField
        name={name}
        label={label}
        defaultValue={defaultValue}
        list={id}
        autoComplete="off"
        onInput={(event) => offer(event.currentTarget.value)}
        {...(hint && { hint })}
      />
      <datalist id={id}>
        {fetcher.data?.suggested.map((company) => (
          <option key={company.id} value={company.name} />
        ))}
      </datalist>
    </>
  );
}
