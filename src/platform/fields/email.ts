import { readEmailAddress } from './email-address.ts';
import type { Kind } from './field.ts';
import { trimBlanks } from './trim-blanks.ts';
import { valueProblem } from './value-problem.ts';

/** One e-mail address, in the only form in which Maru keeps and compares addresses. */
export const email: Kind<string> = {
  // Not more: a control character within refuses the address instead of vanishing from it.
  clean: trimBlanks,
  read(text) {
    const value = readEmailAddress(text);
    return value === null ? valueProblem('fields.not_an_email', text) : { value };
  },
  write: (value) => value,
};
