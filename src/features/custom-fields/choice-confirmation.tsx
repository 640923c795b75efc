import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import type { ChoicePreview } from './choice-edits.ts';
import css from './choice-list.module.css';
import type { CustomField } from './custom-field.ts';

/** Says how many records an edited list of choices changes, and asks what becomes of values whose choice goes. */
export function ChoiceConfirmation({ field, preview }: { field: CustomField; preview: ChoicePreview }) {
  const t = useTranslations('custom_fields');
  const { edits, choices, renamed, removed } = preview;
  const fates = [
    { value: 'leave', label: t('fates.leave') },
    ...choices.map((choice) => ({ value: `move:${choice}`, label: t('fates.move', { choice }) })),
    { value: 'clear', label: t('fates.clear') },
  ];
  return (
    <Card title={t('choices_change')}>
      <Form intent="choices">
        {edits.map(({ former, choice }) => (
          <span key={`${former} ${choice}`} hidden>
            <input type="hidden" name="former" value={former} />
            <input type="hidden" name="choice" value={choice} />
          </span>
        ))}
        <input type="hidden" name="confirmed" value="on" />
        {renamed.length > 0 && (
          <ul className={css.moves}>
            {renamed.map(({ from, to, count }) => (
              <li key={from}>{t(`renamed.${field.record}`, { from, to, count })}</li>
            ))}
          </ul>
        )}
        {removed.map(({ choice, count }) => (
          <div key={choice}>
            <input type="hidden" name="fate_of" value={choice} />
            <SelectField
              name="fate"
              label={t(`removed.${field.record}`, { choice, count })}
              choices={fates}
              defaultValue="leave"
            />
          </div>
        ))}
        <FormActions>
          <SubmitButton>{t('choices_confirm')}</SubmitButton>
          <ButtonLink to={`/settings/fields/${field.id}/choices`}>{t('cancel')}</ButtonLink>
        </FormActions>
      </Form>
    </Card>
  );
}
