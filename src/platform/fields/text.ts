import { cleanText } from './clean-text.ts';
import type { Kind } from './field.ts';
import { isLongerThan } from './is-longer-than.ts';
import { valueProblem } from './value-problem.ts';

/** One line of text, at most 255 letters unless the field says otherwise. */
export const text: Kind<string> = {
  clean: (typed) => cleanText(typed, 'one'),
  read(text, { max_length = 255 }) {
    return isLongerThan(text, max_length)
      ? valueProblem('platform.too_long', text, { max: max_length })
      : { value: text };
  },
  write: (value) => value,
};
