import { cleanText } from './clean-text.ts';
import type { Kind } from './field.ts';
import { valueProblem } from './value-problem.ts';

/** One of the field's choices, found whatever the letter case and kept as the field writes it. */
export const dropdown: Kind<string> = {
  clean: (typed) => cleanText(typed, 'one'),
  read(text, { choices = [] }) {
    if (choices.includes(text)) return { value: text };
    const folded = fold(text);
    const value = choices.find((choice) => fold(choice) === folded);
    return value === undefined ? valueProblem('platform.not_a_choice', text) : { value };
  },
  write: (value) => value,
};

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
}
