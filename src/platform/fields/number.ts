import { cleanText } from './clean-text.ts';
import type { Kind } from './field.ts';
import { plainNumber } from './plain-number.ts';
import { valueProblem } from './value-problem.ts';

/** A whole number that JSON carries exactly (up to ±9,007,199,254,740,991): `1,234`, `１２`, `-7`, `12.0`. */
export const number: Kind<number> = {
  clean: (typed) => cleanText(typed, 'one'),
  read(text) {
    const plain = plainNumber(text);
    if (plain === null || !/^-?\d+(?:\.0*)?$/.test(plain)) return valueProblem('fields.not_a_number', text);
    const value = Number(plain) + 0;
    return Number.isSafeInteger(value) ? { value } : valueProblem('fields.number_too_large', text);
  },
  write: String,
};
