import { cleanText } from './clean-text.ts';
import type { Kind } from './field.ts';
import { plainNumber } from './plain-number.ts';
import { valueProblem } from './value-problem.ts';

/** Digits that a JSON number keeps whatever they are. */
const exactDigits = 15;

/** A number of at most 15 digits, point before the fraction: `1,234.5`, `-0.25`. */
export const decimal: Kind<number> = {
  clean: (typed) => cleanText(typed, 'one'),
  read(text) {
    const plain = plainNumber(text);
    if (plain === null) return valueProblem('fields.not_a_decimal', text);
    const digits = plain.replace(/^-?0*/, '').replace('.', '');
    return digits.length <= exactDigits
      ? { value: Number(plain) + 0 }
      : valueProblem('fields.too_many_digits', text, { max: exactDigits });
  },
  // String() would write the smallest with an exponent, which no table does.
  write: (value) => (Math.abs(value) < 1e-6 ? value.toFixed(exactDigits).replace(/\.?0+$/, '') : String(value)),
};
