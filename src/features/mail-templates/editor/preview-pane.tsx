import { type ReactNode, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Notice } from '#ui/notice.tsx';
import css from './editor.module.css';
import type { PreviewAnswer } from './preview-answer.ts';
import { PreviewFrame } from './preview-frame.tsx';
import type { DraftFields } from './use-preview.ts';

interface Props {
  draft: DraftFields;
  answer: PreviewAnswer | null;
  choice: ReactNode;
  language: string;
}

/** How a draft reads, in both parts. While it can't be filled, the last one that could is shown and says so. */
export function PreviewPane({ draft, answer, choice, language }: Props) {
  const t = useTranslations('mail_templates');
  const [part, setPart] = useState<'html' | 'text'>('html');
  const good = useRef<{ mail: NonNullable<PreviewAnswer['mail']>; draft: DraftFields } | null>(null);
  const answered = useRef<PreviewAnswer | null>(null);
  if (answer?.mail && answered.current !== answer) good.current = { mail: answer.mail, draft };
  answered.current = answer;
  const shown = good.current;
  return (
    <section className={css.preview} aria-label={t('preview')}>
      <header className={css.previewHead}>
        <h2>{t('preview')}</h2>
        {choice}
      </header>
      {answer && !answer.mail && <Notice tone="warning">{t('preview_broken')}</Notice>}
      {shown && (
        <div className={css.mail} data-is-old={answer?.mail ? undefined : ''}>
          <p className={css.subject} lang={language}>
            {shown.mail.subject}
          </p>
          <div className={css.parts} role="tablist" aria-label={t('parts')}>
            {(['html', 'text'] as const).map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                id={`part-${one}`}
                aria-selected={part === one}
                aria-controls="preview-part"
                onClick={() => setPart(one)}
              >
                {t(`${one}_part`)}
              </button>
            ))}
          </div>
          <div id="preview-part" role="tabpanel" aria-labelledby={`part-${part}`}>
            {part === 'html' ? (
              <PreviewFrame draft={shown.draft} title={t('preview')} />
            ) : (
              <p className={css.text} lang={language}>
                {shown.mail.text.trim()}
              </p>
            )}
          </div>
          <p className={css.hint}>{t('preview_links')}</p>
        </div>
      )}
    </section>
  );
}
