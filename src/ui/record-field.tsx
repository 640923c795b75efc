import { useLocale, useTranslations } from 'use-intl';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import { writeFieldValue } from '#platform/fields/write-field-value.ts';
import { languageName, languageNames } from '#platform/i18n/language-names.ts';
import { Checkbox } from './checkbox.tsx';
import { SelectField } from './select-field.tsx';
import { TextArea } from './text-area.tsx';
import { TextField } from './text-field.tsx';

const types = { email: 'email', phone: 'tel', url: 'url', date: 'date' } as const;

interface Props {
  field: Field;
  value: FieldValue;
  /** The control's name where it is not the field's, such as `custom_fields.contract_no`. */
  name?: string;
  hint?: string;
  size?: 'medium' | 'large';
}

/** The control for one field of a record, built in or an account's own, by its kind. */
export function RecordField({ field, value, name = field.name, hint, size }: Props) {
  const label = useFieldLabel()(field);
  const t = useTranslations('ui.field');
  const text = writeFieldValue(field, value);
  const own = { name, label, ...(hint && { hint }), ...(field.is_required && { isRequired: true }) };
  const sized = { ...own, ...(size && { size }) };
  if (field.kind === 'checkbox') {
    return (
      <>
        {/* A box without a tick is not sent at all: this says that it was there. */}
        <input type="hidden" name={`${name}.asked`} value="on" />
        <Checkbox {...own} isRequired={false} defaultChecked={value === true} />
      </>
    );
  }
  if (field.kind === 'dropdown' || field.kind === 'language') {
    const offered = field.kind === 'language' ? Object.keys(languageNames) : (field.choices ?? []);
    // A choice that is no longer offered stays with the record that has it.
    const choices = [...new Set([...offered, ...(text ? [text] : [])])];
    const labelOfChoice = (choice: string) => (field.kind === 'language' ? languageName(choice) : choice);
    return (
      <SelectField
        {...sized}
        defaultValue={text}
        emptyLabel={t('none')}
        choices={choices.map((choice) => ({ value: choice, label: labelOfChoice(choice) }))}
      />
    );
  }
  if (field.kind === 'paragraph') return <TextArea {...sized} defaultValue={text} rows={3} />;
  const isNumber = field.kind === 'number' || field.kind === 'decimal';
  return (
    <TextField
      {...sized}
      type={types[field.kind as keyof typeof types] ?? 'text'}
      defaultValue={text}
      {...(isNumber && { inputMode: 'decimal' as const })}
    />
  );
}

/** Says a field's label in the reader's language. */
export function useFieldLabel(): (field: Pick<Field, 'name' | 'label'>) => string {
  const locale = useLocale();
  const t = useTranslations() as unknown as (key: string) => string;
  return (field) => labelOf(field, locale, t);
}
