import { useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import css from './editor.module.css';
import { PlaceholderList } from './placeholder-list.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { type Reader, ReaderChoice } from './reader-choice.tsx';
import { type Control, putIn, TemplateField } from './template-field.tsx';
import { TemplateProblems } from './template-problems.tsx';
import { usePreview } from './use-preview.ts';

interface Props {
  kind: string;
  language: string;
  text: { subject: string; body: string };
  placeholders: readonly string[];
  /** Those that no mail of this kind may leave out. */
  musts: readonly string[];
  is_own: boolean;
  /** What was done last, to be said beside the buttons. */
  done: 'saved' | 'was_reset' | null;
  /** The dialog that asks before the shipped words come back. */
  resetDialog: string;
}

/** A mail's words beside how they read: what is typed is filled in a moment later, and what is wrong is said where. */
export function TemplateEditor({ kind, language, text, placeholders, musts, is_own, done, resetDialog }: Props) {
  const t = useTranslations('mail_templates');
  const [subject, setSubject] = useState(text.subject);
  const [body, setBody] = useState(text.body);
  const [known, setKnown] = useState(text);
  if (known.subject !== text.subject || known.body !== text.body) {
    setKnown(text);
    // What was saved stands there already, and more may have been typed since; the shipped words come from outside.
    if (!is_own) {
      setSubject(text.subject);
      setBody(text.body);
    }
  }
  const [reader, setReader] = useState<Reader | null>(null);
  const fields = { subject: useRef<Control>(null), body: useRef<Control>(null) };
  const last = useRef<'subject' | 'body'>('body');
  const tester = useFetcher();
  const draft = { kind, language, subject, body, contact_id: reader ? String(reader.id) : '' };
  const answer = usePreview(draft);
  const put = (words: string) => {
    const control = fields[last.current].current;
    if (!control) return;
    const from = control.selectionStart ?? control.value.length;
    const to = control.selectionEnd ?? from;
    putIn(control, words, { from, to, caret: words.length });
  };
  const isChanged = subject !== text.subject || body.trim() !== text.body.trim();
  return (
    <div className={css.editor}>
      <div className={css.column}>
        <Form intent="save">
          <TemplateField
            name="subject"
            label={t('subject')}
            value={subject}
            language={language}
            placeholders={placeholders}
            controlRef={fields.subject}
            onChange={setSubject}
            onFocus={() => {
              last.current = 'subject';
            }}
          />
          <TemplateField
            name="body"
            label={t('body')}
            hint={t('body_hint')}
            value={body}
            language={language}
            placeholders={placeholders}
            controlRef={fields.body}
            onChange={setBody}
            onFocus={() => {
              last.current = 'body';
            }}
          />
          <TemplateProblems problems={answer?.problems ?? []} fields={fields} />
          <FormActions>
            <SubmitButton>{t('save')}</SubmitButton>
            <Button
              type="button"
              icon="mail"
              isBusy={tester.state !== 'idle'}
              onClick={() => tester.submit({ intent: 'test', ...draft }, { method: 'post' })}
            >
              {t('test')}
            </Button>
            {is_own && (
              <Button type="button" kind="quiet" icon="undo" commandfor={resetDialog} command="show-modal">
                {t('reset')}
              </Button>
            )}
            {isChanged && <span className={css.unsaved}>{t('unsaved')}</span>}
          </FormActions>
          <News answer={tester.data} done={isChanged ? null : done} />
        </Form>
        <PlaceholderList placeholders={placeholders} musts={musts} language={language} onPut={put} />
      </div>
      <PreviewPane
        draft={draft}
        answer={answer}
        choice={<ReaderChoice reader={reader} onChoose={setReader} />}
        language={language}
      />
    </div>
  );
}

/** What was done, where a test goes, or why it was not sent. */
function News({ answer, done }: { answer: unknown; done: Props['done'] }) {
  const t = useTranslations('mail_templates');
  const { test, failure } = (answer ?? {}) as {
    test?: { to_address: string; is_sent: boolean };
    failure?: { sentence: string };
  };
  return (
    <div role="status" className={css.news}>
      {done && <p>{t(done)}</p>}
      {test && <p>{t(test.is_sent ? 'test_sent' : 'test_waits', { address: test.to_address })}</p>}
      {failure && <p className={css.trouble}>{failure.sentence}</p>}
    </div>
  );
}
