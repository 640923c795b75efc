import { useTranslations } from 'use-intl';
import { CompanyField } from '#features/companies/company-field.tsx';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { Card } from '#ui/card.tsx';
import { Checkbox } from '#ui/checkbox.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { RecordField, useFieldLabel } from '#ui/record-field.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { GivenInput } from './acts/bulk-act.ts';
import { BackLink } from './back-link.tsx';
import { type CarriedFields, HiddenFields } from './hidden-fields.tsx';
import type { GivenPreview } from './preview-given.ts';

interface Props {
  given: GivenInput;
  found: GivenPreview;
  /** The act and the selection. */
  fields: CarriedFields;
  backTo: string;
}

/** Asks what an act needs to know: tags, a company, or a field and its value. Leads to the preview and changes nothing. */
export function ActInputForm({ given, found, fields, backTo }: Props) {
  const t = useTranslations('bulk_actions');
  const { takes, failure, preview, act } = found;
  const isFieldChosen = takes !== 'field' || found.fields.some(({ name }) => name === given.field);
  return (
    <Card title={t(`acts.${act}.name`)}>
      <Form method="get" given={failure} key={given.field}>
        <HiddenFields fields={fields} />
        {takes === 'tags' && (
          <TextField name="tags" label={t('tags')} hint={t('tags_hint')} defaultValue={given.tags} isRequired />
        )}
        {takes === 'company' && (
          <CompanyField
            name="company"
            label={t('company')}
            hint={t('company_hint')}
            defaultValue={given.company ?? ''}
          />
        )}
        {takes === 'field' && <FieldAndValue given={given} fields={found.fields} />}
        <FormActions>
          <SubmitButton kind={preview ? 'default' : 'primary'}>
            {t(isFieldChosen ? 'show_preview' : 'choose_value')}
          </SubmitButton>
          {!preview && <BackLink to={backTo} />}
        </FormActions>
      </Form>
    </Card>
  );
}

function FieldAndValue({ given, fields }: { given: GivenInput; fields: readonly Field[] }) {
  const t = useTranslations('bulk_actions');
  const labelOf = useFieldLabel();
  const field = fields.find(({ name }) => name === given.field);
  return (
    <>
      <SelectField
        name="field"
        label={t('field')}
        emptyLabel={t('choose_field')}
        defaultValue={given.field ?? ''}
        choices={fields.map((one) => ({ value: one.name, label: labelOf(one) }))}
        onChange={({ currentTarget: { form } }) => {
          // Another field has another control: what was typed for the last one is not sent along.
          for (const control of form?.querySelectorAll<HTMLInputElement>('[name^="value"], [name="is_cleared"]') ?? [])
            control.disabled = true;
          form?.requestSubmit();
        }}
      />
      {field && (
        <>
          <RecordField
            field={{ ...field, label: 'bulk_actions.value', is_required: false }}
            name="value"
            value={shownValue(field, given)}
          />
          {!field.is_required && (
            <Checkbox name="is_cleared" label={t('clear_it')} defaultChecked={given.is_cleared !== undefined} />
          )}
        </>
      )}
    </>
  );
}

/** What was typed, as the control shows it; what could not be read it shows by itself. */
function shownValue({ kind }: Field, { value }: GivenInput): FieldValue {
  if (kind === 'checkbox') return value !== undefined;
  return value ?? null;
}
