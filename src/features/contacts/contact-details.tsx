import { useTranslations } from 'use-intl';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { RecordValue } from '#ui/record-value.tsx';
import { contactFields } from './contact.ts';
import { contactValues } from './contact-values.ts';
import type { FoundContact } from './find-contact.ts';

/** Shown in places of their own: the page's title, the cards of addresses and of companies. */
const elsewhere = ['name', 'email', 'other_emails', 'company', 'job_title'];

/** The fields of a contact that say something. */
export function ContactDetails({ contact, customFields }: { contact: FoundContact; customFields: readonly Field[] }) {
  const t = useTranslations('contacts');
  const labelOf = useFieldLabel();
  const values = contactValues(contact);
  const builtIn = contactFields.filter(({ name }) => !elsewhere.includes(name));
  const entries = [
    ...builtIn.map((field) => entryOf(field, values[field.name] ?? null)),
    ...customFields.map((field) => entryOf(field, contact.custom_fields[field.name] ?? null)),
  ].filter(({ value }) => value !== null);

  function entryOf(field: Field, value: FieldValue) {
    return {
      key: field.name,
      label: labelOf(field),
      value: value === null ? null : <RecordValue field={field} value={value} />,
    };
  }
  return entries.length > 0 ? <KeyValueList entries={entries} /> : <p>{t('no_details')}</p>;
}
