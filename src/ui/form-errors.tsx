import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { FormFailure } from './form.tsx';
import { Icon } from './icon.tsx';
import css from './notice.module.css';

/** Says above a form why it was not accepted, with a link to each field in trouble; takes the focus so that nobody misses it. */
export function FormErrors({ failure, children }: { failure: FormFailure; children?: ReactNode }) {
  const t = useTranslations('ui.form');
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new failure calls for attention, also an equal one
  useEffect(() => place.current?.focus(), [failure]);
  const { problems } = failure;
  return (
    <div ref={place} className={css.notice} data-tone="danger" role="alert" tabIndex={-1}>
      <Icon name="alert" />
      <div className={css.body}>
        {problems.length > 1 ? (
          <>
            <p className={css.title}>{t('fields_in_trouble', { count: problems.length })}</p>
            <ul>
              {problems.map(({ field, sentence }) => (
                <li key={field}>
                  <a href={`#field-${field}`}>{sentence}</a>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p>{problems[0] ? <a href={`#field-${problems[0].field}`}>{failure.sentence}</a> : failure.sentence}</p>
        )}
        {children}
      </div>
    </div>
  );
}
