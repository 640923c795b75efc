import { e164OfPhone } from '#platform/fields/phone-e164.ts';
import type { Person } from './find-person.ts';

/**
 * A regular expression of PostgreSQL, to be matched without regard to letter case against the text of a JSON value: an address
 * of the person anywhere in it, or a whole text of it that equals one of his values. Null where he is known by none.
 */
export function mentionPattern({ emails, texts }: Person): string | null {
  const parts = [...emails.map(addressPattern), ...texts.map((text) => escaped(JSON.stringify(text)))];
  return parts.length > 0 ? parts.join('|') : null;
}

/** Whether the cells of a row name the person: by the same rules, and by a number of his however it is typed. */
export function mentionsOf({ emails, phones, texts }: Person, country: string): (cells: readonly string[]) => boolean {
  const addresses =
    emails.length > 0 ? new RegExp(emails.map(addressPattern).join('|').replaceAll('[:alnum:]', 'a-z0-9'), 'i') : null;
  const whole = new Set(texts.map(folded));
  const numbers = new Set(phones);
  return (cells) =>
    cells.some((cell) => {
      if (cell === '') return false;
      if (whole.has(folded(cell)) || (cell.includes('@') && addresses?.test(cell))) return true;
      return numbers.size > 0 && looksLikePhone.test(cell) && numbers.has(e164OfPhone(cell.trim(), country) ?? '');
    });
}

const looksLikePhone = /^[^@\p{L}]*\d(?:[^@\p{L}]*\d){6,}[^@\p{L}]*$/u;

function folded(text: string): string {
  return text.trim().toLowerCase();
}

/** The address by itself and not as a part of a longer one. */
function addressPattern(email: string): string {
  return `(?<![[:alnum:]._%+-])${escaped(email)}(?![[:alnum:]-]|[.][[:alnum:]])`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
