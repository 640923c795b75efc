import type { Field, FieldKind, ReadOptions } from '#platform/fields/field.ts';
import { readFieldValue } from '#platform/fields/read-field-value.ts';

/** Kinds whose values can't be mistaken: most of a column has to fit. */
const strict: ReadonlySet<FieldKind> = new Set([
  'email',
  'emails',
  'language',
  'time_zone',
  'checkbox',
  'date',
  'number',
  'decimal',
]);
const telling = 0.8;

/** True where most values of a column can't be values of the field that its header names. */
export function isDenied(field: Field, cells: readonly string[], options: ReadOptions): boolean {
  if (cells.length === 0) return false;
  if (strict.has(field.kind)) return shareThatFits(field, cells, options) < 1 - telling;
  return field.kind === 'phone' && share(cells, looksLikeAddress) >= telling;
}

/** The field that values alone tell: only addresses and telephone numbers look like nothing else. */
export function fieldOfValues(
  cells: readonly string[],
  fields: readonly Field[],
  options: ReadOptions,
): Field | undefined {
  if (cells.length === 0) return undefined;
  const email = fields.find(({ name }) => name === 'email');
  if (email && shareThatFits(email, cells, options) >= telling) return email;
  if (share(cells, looksLikePhone) < telling) return undefined;
  const isMobile = share(cells, (cell) => /^(?:\+82[\s-]?|0)?1[016789]/.test(cell)) >= telling;
  return fields.find(({ name }) => name === (isMobile ? 'mobile' : 'phone'));
}

/** Numbers that are names for something: `Contract no.`, `사업자등록번호`. They keep their zeros and dashes as text. */
export const namesSomething = /(?:\b(?:no|nr|num|number|id|code|key|zip|postcode|serial)\b|번호|코드|아이디)/i;

/** The part of some cells, 0 to 1, that a field takes. */
export function shareThatFits(field: Field, cells: readonly string[], options: ReadOptions): number {
  return share(cells, (cell) => {
    const { value, problem } = readFieldValue(field, cell, options);
    return !problem && value !== null;
  });
}

function share(cells: readonly string[], fits: (cell: string) => boolean): number {
  return cells.filter(fits).length / cells.length;
}

function looksLikeAddress(cell: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell);
}

function looksLikePhone(cell: string): boolean {
  return /^(?=.*[+().-]|0)\+?[\d().\s-]{9,20}$/.test(cell) && cell.replace(/\D/g, '').length >= 9;
}
