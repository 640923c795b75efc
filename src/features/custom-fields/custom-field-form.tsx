import { type ReactNode, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { Locale } from '#platform/i18n/messages.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Card } from '#ui/card.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Page } from '#ui/page.tsx';
import { RecordField } from '#ui/record-field.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextArea } from '#ui/text-area.tsx';
import { TextField } from '#ui/text-field.tsx';
import { type CustomField, type CustomKind, customKinds, type FieldSwitches, uniqueKinds } from './custom-field.ts';
import css from './custom-field-form.module.css';
import { RepeatedValue } from './repeated-value.tsx';

interface Props {
  /** Left out for a new one. */
  field?: CustomField;
  /** What stands below the form. */
  children?: ReactNode;
}

const groups: Record<'agents' | 'customers', readonly (keyof FieldSwitches)[]> = {
  agents: ['is_required_for_agents', 'is_unique'],
  customers: ['is_shown_to_customers', 'is_editable_by_customers', 'is_required_for_customers'],
};

/**
 * The form of an account's own field, with a sample of it beside. Its kind is chosen once, since records hold values of that
 * kind. The choices of one that is there have a form of their own.
 */
export function CustomFieldForm({ field, children }: Props) {
  const t = useTranslations('custom_fields');
  const kinds = useTranslations('fields.kinds');
  const [kind, setKind] = useState<CustomKind>(field?.kind ?? 'text');
  const [typed, setTyped] = useState<FormData | null>(null);
  return (
    <Page layout="record" side={<Sample kind={kind} field={field} typed={typed} />}>
      <Form
        intent="field"
        onChange={(event) => setTyped(new FormData(event.currentTarget))}
        advice={({ existing }) => <RepeatedValue existing={existing} />}
      >
        <TextField name="label_en" label={t('fields.label_en')} defaultValue={field?.labels.en ?? ''} />
        <TextField
          name="label_ko"
          label={t('fields.label_ko')}
          hint={t('label_hint')}
          defaultValue={field?.labels.ko ?? ''}
        />
        {!field && (
          <SelectField
            name="kind"
            label={t('fields.kind')}
            hint={t('kind_hint')}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as CustomKind)}
            choices={customKinds.map((each) => ({ value: each, label: kinds(each) }))}
          />
        )}
        {!field && (
          <div hidden={kind !== 'dropdown'}>
            <TextArea name="choices" label={t('fields.choices')} rows={5} />
          </div>
        )}
        {Object.entries(groups).map(([group, switches]) => (
          <fieldset key={group} className={css.group}>
            <legend>{t(`groups.${group as keyof typeof groups}`)}</legend>
            {switches.map((name) => (
              <div key={name} hidden={name === 'is_unique' && !uniqueKinds.has(kind)}>
                <Checkbox
                  name={name}
                  label={t(`fields.${name}`)}
                  hint={name in hints ? t(`hints.${name as keyof typeof hints}`) : undefined}
                  defaultChecked={field?.[name] ?? false}
                  value="Y"
                />
              </div>
            ))}
          </fieldset>
        ))}
        <FormActions>
          <SubmitButton>{t('save')}</SubmitButton>
          <ButtonLink to="/settings/fields">{t('cancel')}</ButtonLink>
        </FormActions>
      </Form>
      {children}
    </Page>
  );
}

const hints = { is_unique: true, is_editable_by_customers: true, is_required_for_customers: true };

interface SampleProps {
  kind: CustomKind;
  field: CustomField | undefined;
  /** What the form holds by now; nothing before anybody has typed. */
  typed: FormData | null;
}

/** The field as it will stand in forms, in the language of whoever looks. */
function Sample({ kind, field, typed }: SampleProps) {
  const t = useTranslations('custom_fields');
  const locale = useLocale() as Locale;
  const other: Locale = locale === 'ko' ? 'en' : 'ko';
  const labelIn = (language: Locale) =>
    typed ? String(typed.get(`label_${language}`) ?? '').trim() : (field?.labels[language] ?? '');
  const choices = typed?.has('choices') ? String(typed.get('choices')).split('\n').filter(Boolean) : field?.choices;
  const is_required = typed ? typed.has('is_required_for_agents') : (field?.is_required_for_agents ?? false);
  const label = labelIn(locale) || labelIn(other) || t('sample_label');
  return (
    <Card title={t('sample')}>
      <div className={css.sample}>
        <RecordField
          key={kind}
          name="sample"
          field={{ name: 'sample', kind, label: { [locale]: label }, choices: choices ?? [], is_required }}
          value={null}
        />
      </div>
      <p className={css.note}>{t('sample_hint')}</p>
    </Card>
  );
}
