import type { Trouble } from '#features/imports/import.ts';
import type { Field, ReadOptions } from '#platform/fields/field.ts';
import type { ImportPlan } from './plan-import.ts';

export interface ValueWarning {
  code: Trouble['code'];
  /** What the sentence may repeat of the value. */
  shown: string;
  /** The value is left out instead of stored. */
  skips: boolean;
}

/** Kinds in which digits are a name for something rather than a number. */
const textual = new Set(['text', 'paragraph', 'phone', 'url', 'dropdown', 'tags']);
/** A number that a spreadsheet rounded: `8.2E+11`. */
const rounded = /^\s*\d(?:[.,]\d+)?[eE]\+\d{1,2}\s*$/;
/** A Korean mobile number whose 0 a spreadsheet took for nothing: `1012345678`. */
const zeroLost = /^\s*10\d{8}\s*$/;
/** Birthday, then a digit for sex and century, then six more: what every Korean resident or foreigner number looks like. */
const residentNumber = /(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[- ]?[1-8]\d{6}(?!\d)/;

/**
 * What an administrator should hear about a cell that will do no harm to the rest of its row. A resident registration
 * number may not be kept without a reason that a law names (Personal Information Protection Act of Korea, §24-2), so
 * it is left out unless an admin has given one.
 */
export function warnOfValue(
  field: Field,
  cell: string,
  { country }: ReadOptions,
  { keeps_resident_numbers = false }: Pick<ImportPlan, 'keeps_resident_numbers'> = {},
): ValueWarning | null {
  if (!textual.has(field.kind) || !hasDigits(cell)) return null;
  if (residentNumber.test(cell)) {
    const code = keeps_resident_numbers ? 'imports.resident_number_kept' : 'imports.resident_number';
    return { code, shown: maskResidentNumbers(cell).slice(0, 60), skips: !keeps_resident_numbers };
  }
  if (rounded.test(cell)) return { code: 'imports.rounded_number', shown: cell.trim(), skips: false };
  if (field.kind === 'phone' && country === 'KR' && zeroLost.test(cell)) {
    return { code: 'imports.zero_lost', shown: cell.trim(), skips: false };
  }
  return null;
}

/** Spares the patterns most cells: none matches without five characters and a digit among the first. */
function hasDigits(cell: string): boolean {
  if (cell.length < 5) return false;
  for (let at = 0; at < cell.length; at++) {
    const code = cell.charCodeAt(at);
    if (code >= 48 && code <= 57) return true;
  }
  return false;
}

/** Enough to find the cell, not enough to know the number. */
export function maskResidentNumbers(cell: string): string {
  const every = new RegExp(residentNumber, 'g');
  return cell.replace(every, (number) => `${number.slice(0, 2)}${'*'.repeat(number.length - 2)}`);
}
