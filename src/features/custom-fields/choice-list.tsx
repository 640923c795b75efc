import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import fieldCss from '#ui/field.module.css';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextArea } from '#ui/text-area.tsx';
import type { ChoiceEdit } from './choice-edits.ts';
import css from './choice-list.module.css';
import type { ListedChoices } from './list-choices.ts';

interface Props extends Pick<ListedChoices, 'field' | 'counts'> {
  /** What was typed so far, where the list comes back. */
  draft: readonly ChoiceEdit[] | null;
}

/** The choices of a dropdown to rename, put in order, take away and add to. */
export function ChoiceList({ field, counts, draft }: Props) {
  const t = useTranslations('custom_fields');
  const asIs = field.choices.map((choice) => ({ former: choice, choice }));
  const [edits, setEdits] = useState<readonly ChoiceEdit[]>(draft ?? asIs);
  const [said, setSaid] = useState('');
  const change = (at: number, choice: string) =>
    setEdits(edits.map((edit, place) => (place === at ? { ...edit, choice } : edit)));
  const move = (at: number, to: number) => {
    const others = edits.toSpliced(at, 1);
    setEdits(others.toSpliced(to, 0, edits[at]!));
    setSaid(t('moved', { name: edits[at]!.choice, place: to + 1, count: edits.length }));
  };
  const remove = (at: number) => {
    setSaid(t('choice_removed', { choice: edits[at]!.choice }));
    setEdits(edits.toSpliced(at, 1));
  };
  return (
    <Form intent="choices">
      <div id="field-choices">
        <ol className={css.list} aria-label={t('choices')}>
          {edits.map(({ former, choice }, at) => {
            const name = choice || former;
            const count = counts[former] ?? 0;
            // Without script the server puts the list in order, and gives it back.
            const act = (value: string, does: () => void) => ({
              name: 'act',
              value: `${value}:${at}`,
              size: 'small' as const,
              kind: 'quiet' as const,
              onClick: (event: { preventDefault(): void }) => {
                event.preventDefault();
                does();
              },
            });
            return (
              <li key={former || `added ${at}`} className={css.row}>
                <input type="hidden" name="former" value={former} />
                <input
                  className={fieldCss.control}
                  name="choice"
                  value={choice}
                  aria-label={t('choice_named', { choice: former || choice, place: at + 1 })}
                  onChange={(event) => change(at, event.currentTarget.value)}
                />
                <span className={css.count}>{former && t(`has_choice.${field.record}`, { count })}</span>
                <span className={css.acts}>
                  <Button
                    icon="arrowUp"
                    aria-label={t('move_up', { name })}
                    disabled={at === 0}
                    {...act('up', () => move(at, at - 1))}
                  />
                  <Button
                    icon="arrowDown"
                    aria-label={t('move_down', { name })}
                    disabled={at === edits.length - 1}
                    {...act('down', () => move(at, at + 1))}
                  />
                  <Button
                    icon="close"
                    aria-label={t('remove_choice', { choice: name })}
                    {...act('remove', () => remove(at))}
                  />
                </span>
              </li>
            );
          })}
        </ol>
      </div>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <TextArea name="added" label={t('add_choices')} hint={t('add_choices_hint')} rows={3} />
      <FormActions>
        <SubmitButton>{t('save')}</SubmitButton>
        <ButtonLink to={`/settings/fields/${field.id}`}>{t('cancel')}</ButtonLink>
      </FormActions>
    </Form>
  );
}
