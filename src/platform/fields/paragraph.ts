import { cleanText } from './clean-text.ts';
import type { Kind } from './field.ts';
import { isLongerThan } from './is-longer-than.ts';
import { valueProblem } from './value-problem.ts';

/** Text of several lines, at most 32,000 letters unless the field says otherwise. */
export const paragraph: Kind<string> = {
  clean: (typed) => cleanText(typed, 'many'),
  read(text, { max_length = 32_000 }) {
    return isLongerThan(text, max_length)
      ? valueProblem('platform.too_long', text, { max: max_length })
      : { value: text };
  },
  write: (value) => value,
};
