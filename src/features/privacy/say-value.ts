import type { Context } from '#platform/context.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { languageName } from '#platform/i18n/language-names.ts';
import type { datesOf } from './dates-of.ts';

export interface Voice {
  t: Context['t'];
  dates: ReturnType<typeof datesOf>;
}

/** A field's value as a document says it to its reader: no codes, no true and false, days and numbers in his way. */
export function sayValue({ t, dates }: Voice, field: Pick<Field, 'kind'>, value: Exclude<FieldValue, null>): string {
  if (typeof value === 'boolean') return t(value ? 'ui.field.yes' : 'ui.field.no');
  if (typeof value === 'number') return dates.number(value);
  if (Array.isArray(value)) return value.join(', ');
  if (field.kind === 'language') return languageName(value);
  if (field.kind === 'date') return dates.day(value);
  return value;
}
