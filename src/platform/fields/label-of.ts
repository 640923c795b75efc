import { type Locale, locales } from '#platform/i18n/messages.ts';
import type { Field } from './field.ts';

/** A field's label in a reader's language: the product's own words, or an account's in that language or any it has given. */
export function labelOf(field: Pick<Field, 'name' | 'label'>, locale: Locale, t: (key: string) => string): string {
  const { label } = field;
  if (typeof label === 'string') return t(label);
  return label[locale] ?? locales.map((other) => label[other]).find((words) => words) ?? field.name;
}
