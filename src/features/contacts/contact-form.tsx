import { useTranslations } from 'use-intl';
import { CompanyField } from '#features/companies/company-field.tsx';
import { CompanyLink } from '#features/companies/company-link.tsx';
import { AddressClash } from '#features/contacts/addresses/address-clash.tsx';
import { OverwritingChoice } from '#features/custom-fields/overwriting-choice.tsx';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { FieldGrid } from '#ui/field-grid.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { RecordField } from '#ui/record-field.tsx';
import { SeenValues } from '#ui/seen-values.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import { contactFields } from './contact.ts';
import { PhotoField } from './photo/photo-field.tsx';

interface Props {
  /** Left out for a new one. */
  contact?: { id: number; name: string; photo_key: string | null; portal_access: string };
  /** The account's own fields of contacts. */
  customFields: readonly Field[];
  /** The contact as he is; nothing for a new one. */
  values?: Record<string, FieldValue>;
  customValues?: Record<string, FieldValue>;
  cancelTo: string;
  /** Somebody who was deleted for ever may be added again by whoever says why. */
  canAddErased?: boolean;
}

/** The fields of a contact, for a new one and for one that is changed. An address that is taken leads to the contact who has it. */
export function ContactForm({
  contact,
  customFields,
  values = {},
  customValues = {},
  cancelTo,
  canAddErased = false,
}: Props) {
  const t = useTranslations('contacts');
  const hints: Partial<Record<string, string>> = {
    email: t('hints.email'),
    other_emails: t('hints.other_emails'),
    tags: t('hints.tags'),
  };
  return (
    <Form
      encType="multipart/form-data"
      advice={(failure) => (
        <>
          <AddressClash failure={failure} {...(contact && { contact_id: contact.id })} />
          <CompanyLink id={failure.existing.company_id} />
          <OverwritingChoice failure={failure} />
          {failure.code === 'contacts.erased' && canAddErased && (
            <TextField name="erased_reason" label={t('erased_reason')} hint={t('erased_reason_hint')} maxLength={300} />
          )}
        </>
      )}
    >
      {contact && (
        <SeenValues fields={contactFields} values={values} customFields={customFields} customValues={customValues} />
      )}
      <PhotoField {...(contact && { contact })} />
      <FieldGrid>
        {contactFields.map((field) => {
          const { name } = field;
          const hint = hints[name];
          const value = values[name] ?? null;
          if (name === 'company') {
            const label = t('fields.company');
            return (
              <CompanyField
                key={name}
                name={name}
                label={label}
                defaultValue={String(value ?? '')}
                hint={t('hints.company')}
              />
            );
          }
          return <RecordField key={name} field={field} value={value} {...(hint && { hint })} />;
        })}
        {customFields.map((field) => (
          <RecordField
            key={field.name}
            field={field}
            name={`custom_fields.${field.name}`}
            value={customValues[field.name] ?? null}
          />
        ))}
      </FieldGrid>
      {contact?.portal_access === 'active' && <Checkbox name="is_quiet" label={t('quiet')} hint={t('quiet_hint')} />}
      <FormActions>
        <SubmitButton>{t('save')}</SubmitButton>
        <ButtonLink to={cancelTo}>{t('cancel')}</ButtonLink>
      </FormActions>
    </Form>
  );
}
