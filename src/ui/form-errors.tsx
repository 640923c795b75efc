import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { FormFailure } from './form.tsx';
import { Icon } from './icon.tsx';
import css from './notice.module.css';

interface Props {
  failure: FormFailure;
  /** What fields are called where no script can ask them. */
  labels?: Readonly<Record<string, string>>;
  children?: ReactNode;
}

/** Says above a form why it was not accepted, with a link to each field in trouble; takes the focus so that nobody misses it. */
export function FormErrors({ failure, labels: given = {}, children }: Props) {
  const t = useTranslations('ui.form');
  const place = useRef<HTMLDivElement>(null);
  const [labels, setLabels] = useState(given);
  const { problems } = failure;
  useEffect(() => {
    // The fields below know their labels; the server that refused knew only their names.
    setLabels(Object.fromEntries(problems.map(({ field }) => [field, labelOf(field)])));
    place.current?.focus();
  }, [problems]);
  return (
    // biome-ignore lint/a11y/noAutofocus: without script this is how the focus comes to what went wrong
    <div ref={place} className={css.notice} data-tone="danger" role="alert" tabIndex={-1} autoFocus>
      <Icon name="alert" />
      <div className={css.body}>
        {problems.length > 1 && <p className={css.title}>{t('fields_in_trouble', { count: problems.length })}</p>}
        {problems.length === 0 ? (
          <p>{failure.sentence}</p>
        ) : (
          <ul>
            {problems.map(({ field, sentence }) => (
              <li key={field}>
                <a href={`#field-${field}`} onClick={() => focusField(field)}>
                  {labels[field] ? `${labels[field]}: ${sentence}` : sentence}
                </a>
              </li>
            ))}
          </ul>
        )}
        {children}
      </div>
    </div>
  );
}

function labelOf(field: string): string {
  const place = document.getElementById(`field-${field}`);
  const label = place?.querySelector('label > span:first-child') ?? place?.querySelector('legend, label');
  return label?.textContent ?? '';
}

/** The link has led to the field; whoever can be focused in it is. */
function focusField(field: string): void {
  document.getElementById(`field-${field}`)?.querySelector<HTMLElement>('input, select, textarea')?.focus();
}
