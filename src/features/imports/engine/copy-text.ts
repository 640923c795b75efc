import type { FieldValue } from '#platform/fields/field.ts';

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** No value, in the text format of COPY. */
export const copyNull = '\\N';

/** A text as a column of PostgreSQL's COPY text format. */
export function copyText(text: string): string {
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign]!) : text;
}

/** A value of any kind of field as a column of the COPY text format: lists as text[], yes and no as boolean. */
export function copyValue(value: FieldValue | undefined): string {
  if (value === null || value === undefined) return copyNull;
  if (typeof value === 'string') return copyText(value);
  return Array.isArray(value) ? copyArray(value) : String(value);
}

/** A list as text[]. */
export function copyArray(texts: readonly string[]): string {
  return copyText(`{${texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
}

/** Anything as jsonb. */
export function copyJson(value: unknown): string {
  return copyText(JSON.stringify(value));
}
