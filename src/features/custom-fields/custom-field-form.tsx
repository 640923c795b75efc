import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextArea } from '#ui/text-area.tsx';
import { TextField } from '#ui/text-field.tsx';
import { type CustomField, type CustomKind, customKinds, fieldSwitches, uniqueKinds } from './custom-field.ts';

/** The form of an account's own field; its kind is chosen once, since records hold values of that kind. */
export function CustomFieldForm({ field }: { field?: CustomField }) {
  const t = useTranslations('custom_fields');
  const kinds = useTranslations('fields.kinds');
  const [kind, setKind] = useState<string>(field?.kind ?? 'text');
  return (
    <Form>
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
          onChange={(event) => setKind(event.currentTarget.value)}
          choices={customKinds.map((each) => ({ value: each, label: kinds(each) }))}
        />
      )}
      {(!field || field.kind === 'dropdown') && (
        <div hidden={kind !== 'dropdown'}>
          <TextArea
            name="choices"
            label={t('fields.choices')}
            rows={5}
            defaultValue={field?.choices.join('\n') ?? ''}
          />
        </div>
      )}
      {fieldSwitches
        .filter((name) => name !== 'is_unique' || uniqueKinds.has(kind as CustomKind))
        .map((name) => (
          <Checkbox
            key={name}
            name={name}
            label={t(`fields.${name}`)}
            defaultChecked={field?.[name] ?? false}
            value="Y"
          />
        ))}
      <FormActions>
        <SubmitButton>{t('save')}</SubmitButton>
        <ButtonLink to="/settings/fields">{t('cancel')}</ButtonLink>
      </FormActions>
    </Form>
  );
}
