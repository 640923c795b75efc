import { useTranslations } from 'use-intl';
import css from './long-text.module.css';

const mostCharacters = 400;
const mostLines = 8;

/** A text with its lines; of a long one the beginning, to be opened. Works without script. */
export function LongText({ text }: { text: string }) {
  const t = useTranslations('ui.long_text');
  const begin = text.split('\n').slice(0, mostLines).join('\n').slice(0, mostCharacters).toWellFormed();
  if (begin === text) return <p className={css.text}>{text}</p>;
  return (
    <details className={css.long}>
      <summary>
        <span className={css.text}>{begin.trimEnd()}…</span> <span className={css.more}>{t('more')}</span>
        <span className={css.less}>{t('less')}</span>
      </summary>
      <p className={css.text}>{text}</p>
    </details>
  );
}
