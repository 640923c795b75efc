import type { Field, FieldValue } from './field.ts';
import { writeFieldValue } from './write-field-value.ts';

/** What a form sends for a field whose value nobody has touched, to tell those that somebody has. */
export function untouchedText(field: Pick<Field, 'kind'>, value: FieldValue): string {
  // A box that was shown is `Y` or `N`, as `recordFormValues` reads it; no answer yet is no tick.
  if (field.kind === 'checkbox') return value === true ? 'Y' : 'N';
  return writeFieldValue(field, value);
}
