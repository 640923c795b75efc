import { useTranslations } from 'use-intl';
import { ButtonLink } from '#ui/button-link.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Notice } from '#ui/notice.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextArea } from '#ui/text-area.tsx';
import { TextField } from '#ui/text-field.tsx';
import { type Consent, policyDocuments } from './consent.ts';

/** The form of what customers are asked to agree to; left out of it, `consent` is a new one. */
export function ConsentForm({ consent }: { consent?: Consent }) {
  const t = useTranslations('consents');
  return (
    <Form intent="save">
      {consent && <Notice tone="info">{t('version_hint', { version: consent.version })}</Notice>}
      {(['ko', 'en'] as const).map((language) => (
        <div key={language} lang={language}>
          <TextField
            name={`label_${language}`}
            label={t(`fields.label_${language}`)}
            {...(language === 'ko' && { hint: t('label_hint') })}
            defaultValue={consent?.labels[language] ?? ''}
          />
        </div>
      ))}
      {(['ko', 'en'] as const).map((language) => (
        <div key={language} lang={language}>
          <TextArea
            name={`text_${language}`}
            label={t(`fields.text_${language}`)}
            {...(language === 'ko' && { hint: t('text_hint') })}
            rows={4}
            defaultValue={consent?.texts[language] ?? ''}
          />
        </div>
      ))}
      <SelectField
        name="document"
        label={t('fields.document')}
        hint={t('document_hint')}
        defaultValue={consent?.document ?? ''}
        emptyLabel={t('no_document')}
        choices={policyDocuments.map((document) => ({ value: document, label: t(`documents.${document}`) }))}
      />
      <Checkbox
        name="is_required"
        label={t('fields.is_required')}
        hint={t('required_hint')}
        defaultChecked={consent?.is_required ?? false}
        value="Y"
      />
      <FormActions>
        <SubmitButton>{t('save')}</SubmitButton>
        <ButtonLink to="/settings/consents">{t('cancel')}</ButtonLink>
      </FormActions>
    </Form>
  );
}
