import type { RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { Notice } from '#ui/notice.tsx';
import css from './editor.module.css';
import type { PreviewAnswer } from './preview-answer.ts';
import type { Control } from './template-field.tsx';

interface Props {
  problems: PreviewAnswer['problems'];
  fields: Record<'subject' | 'body', RefObject<Control | null>>;
}

/** What keeps a draft from being saved, each with the way to its place. */
export function TemplateProblems({ problems, fields }: Props) {
  const t = useTranslations('mail_templates');
  if (problems.length === 0) return null;
  return (
    <Notice tone="warning" title={t('problems', { count: problems.length })} isNews>
      <ul className={css.problems}>
        {problems.map(({ field, sentence, line, column }) => (
          <li key={`${field} ${sentence}`}>
            <span>
              {t(field)}: {sentence}
            </span>
            {line !== null && (
              <Button type="button" kind="link" onClick={() => goTo(fields[field].current, line, column ?? 1)}>
                {t('go_there')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function goTo(control: Control | null, line: number, column: number): void {
  if (!control) return;
  const before = control.value.split('\n').slice(0, line - 1);
  const from = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  const word = /^[^\n]*?(?:\}\}|%\}|(?=\n)|$)/.exec(control.value.slice(from))?.[0] ?? '';
  control.focus();
  control.setSelectionRange(from, from + word.length);
}
