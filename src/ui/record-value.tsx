import { useFormatter, useTranslations } from 'use-intl';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { writeFieldValue } from '#platform/fields/write-field-value.ts';
import { languageName } from '#platform/i18n/language-names.ts';
import { AddressText } from './address-text.tsx';

/** A field's value to read: a link where it leads somewhere, yes and no in words, numbers and dates in the reader's way. */
export function RecordValue({ field, value }: { field: Pick<Field, 'kind'>; value: FieldValue }) {
  const t = useTranslations('ui.field');
  const format = useFormatter();
  if (value === null) return null;
  const text = writeFieldValue(field, value);
  switch (field.kind) {
    case 'checkbox':
      return t(value ? 'yes' : 'no');
    case 'number':
    case 'decimal':
      return format.number(Number(value), { maximumFractionDigits: 12 });
    case 'date':
      return (
        <time dateTime={text}>
          {format.dateTime(new Date(`${text}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })}
        </time>
      );
    case 'language':
      return <span lang={text}>{languageName(text)}</span>;
    case 'url':
      return (
        <a href={text} rel="noopener noreferrer" target="_blank">
          {text}
        </a>
      );
    case 'email':
      return (
        <a href={`mailto:${text}`}>
          <AddressText address={text} />
        </a>
      );
    case 'phone':
      return <a href={`tel:${text.replace(/[^\d+]/g, '')}`}>{text}</a>;
    case 'tags':
    case 'emails':
    case 'domains':
      return (value as string[]).join(', ');
    default:
      return text;
  }
}
