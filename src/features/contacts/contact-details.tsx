import { useTranslations } from 'use-intl';
import type { Field } from '#platform/fields/field.ts';
import { KeyValueList } from '#ui/key-value-list.tsx';
import { useRecordEntry } from '#ui/record-entry.tsx';
import { contactFields } from './contact.ts';
import { ContactTags } from './contact-tags.tsx';
import { contactValues } from './contact-values.ts';
import type { FoundContact } from './find-contact.ts';

/** Shown in places of their own: the page's title, the cards of addresses and of companies. */
const elsewhere = ['name', 'email', 'other_emails', 'company', 'job_title'];

/** So many stand beside their name. */
const fewTags = 6;

/** The fields of a contact that say something. */
export function ContactDetails({ contact, customFields }: { contact: FoundContact; customFields: readonly Field[] }) {
  const t = useTranslations('contacts');
  const entryOf = useRecordEntry();
  const values = contactValues(contact);
  const builtIn = contactFields.filter(({ name }) => !elsewhere.includes(name));
  const entries = [
    ...builtIn.map((field) => ({
      ...entryOf(field, values[field.name] ?? null),
      ...(field.name === 'tags' && contact.tags.length > 0 && tagEntry(contact.tags)),
    })),
    ...customFields.map((field) => entryOf(field, contact.custom_fields[field.name] ?? null)),
  ].filter(({ value }) => value !== null);
  return entries.length > 0 ? <KeyValueList entries={entries} /> : <p>{t('no_details')}</p>;
}

function tagEntry(tags: readonly string[]) {
  return { value: <ContactTags tags={tags} />, isBelow: tags.length > fewTags };
}
