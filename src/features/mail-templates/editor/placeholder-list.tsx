import { useTranslations } from 'use-intl';
import css from './editor.module.css';
import { useWordsOf } from './template-field.tsx';

interface Props {
  placeholders: readonly string[];
  /** Those that no mail of this kind may leave out. */
  musts: readonly string[];
  language: string;
  onPut(text: string): void;
}

const marks = ['strong', 'link', 'heading', 'list', 'small'] as const;

/** All that can be filled in and how text can look; a press puts it where somebody was typing. */
export function PlaceholderList({ placeholders, musts, language, onPut }: Props) {
  const t = useTranslations('mail_templates');
  const wordsOf = useWordsOf();
  const filters: [string, string][] = [
    ['button', `{{ ${musts[0] ?? 'account.portal_url'} | button: "…" }}`],
    ...(language === 'ko' ? [['josa', '{{ contact.name | josa: "은/는" }}'] as [string, string]] : []),
    ...placeholders
      .filter((name) => /_(at|until)$/.test(name))
      .slice(0, 1)
      .flatMap((name): [string, string][] => [
        ['date', `{{ ${name} | date }}`],
        ['time', `{{ ${name} | time }}`],
      ]),
    ['default', '{{ contact.company | default: "…" }}'],
    ['if', '{% if contact.company != "" %}…{% else %}…{% endif %}'],
  ];
  const entry = (text: string, words: string, more?: string) => (
    <li key={text}>
      <button type="button" className={css.entry} onClick={() => onPut(text)}>
        <code>{text}</code>
        <span>
          {words}
          {more && <b>{more}</b>}
        </span>
      </button>
    </li>
  );
  return (
    <details className={css.help} open>
      <summary>{t('placeholders_title')}</summary>
      <p>{t('placeholders_hint')}</p>
      <ul>
        {placeholders.map((name) =>
          entry(`{{ ${name} }}`, wordsOf({ name, kind: 'placeholder' }), musts.includes(name) ? t('must') : undefined),
        )}
      </ul>
      <h2>{t('filters_title')}</h2>
      <ul>{filters.map(([name, text]) => entry(text, wordsOf({ name, kind: 'filter' })))}</ul>
      <h2>{t('marks_title')}</h2>
      <ul className={css.marks}>
        {marks.map((mark) => (
          <li key={mark}>
            <code>{t(`marks.${mark}`)}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
