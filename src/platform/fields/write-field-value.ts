import type { Field, FieldValue, Kind } from './field.ts';
import { kinds } from './kinds.ts';

/** A value as text for a form, a CSV cell or a comparison; reading the text gives the same value again. Nothing is ''. */
export function writeFieldValue(field: Pick<Field, 'kind'>, value: FieldValue): string {
  return value === null ? '' : (kinds[field.kind] as Kind<NonNullable<FieldValue>>).write(value);
}
