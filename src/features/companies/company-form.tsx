import { useTranslations } from 'use-intl';
import { OverwritingChoice } from '#features/custom-fields/overwriting-choice.tsx';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { ButtonLink } from '#ui/button-link.tsx';
import { FieldGrid } from '#ui/field-grid.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { RecordField } from '#ui/record-field.tsx';
import { SeenValues } from '#ui/seen-values.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { companyFields } from './company.ts';
import { CompanyField } from './company-field.tsx';
import { CompanyLink } from './company-link.tsx';

interface Props {
  /** The account's own fields of companies. */
  customFields: readonly Field[];
  /** The company as it is; nothing for a new one. */
  values?: Record<string, FieldValue>;
  customValues?: Record<string, FieldValue>;
  cancelTo: string;
}

/** The fields of a company, for a new one and for one that is changed. */
export function CompanyForm({ customFields, values, customValues = {}, cancelTo }: Props) {
  const t = useTranslations('companies');
  const hints: Partial<Record<string, string>> = {
    domains: t('hints.domains'),
    parent_company: t('hints.parent_company'),
  };
  return (
    <Form
      advice={(failure) => (
        <>
          <CompanyLink id={failure.existing.company_id} />
          <OverwritingChoice failure={failure} />
        </>
      )}
    >
      {values && (
        <SeenValues fields={companyFields} values={values} customFields={customFields} customValues={customValues} />
      )}
      <FieldGrid>
        {companyFields.map((field) => {
          const { name } = field;
          const hint = hints[name];
          const value = values?.[name] ?? null;
          if (name === 'parent_company') {
            const label = t('fields.parent_company');
            return <CompanyField key={name} {...{ name, label }} defaultValue={String(value ?? '')} hint={hint!} />;
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
      <FormActions>
        <SubmitButton>{t('save')}</SubmitButton>
        <ButtonLink to={cancelTo}>{t('cancel')}</ButtonLink>
      </FormActions>
    </Form>
  );
}
