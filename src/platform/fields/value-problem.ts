import type { ReadResult, ValueProblem } from './field.ts';

/** Longest piece of a refused value that a sentence repeats. */
const shownLength = 60;

/** The result for a text that can't be a value; sentences may mention it, shortened, as `{value}`. */
export function valueProblem(
  code: ValueProblem['code'],
  text: string,
  values: ValueProblem['values'] = {},
): ReadResult<never> {
  const shown = text.length > shownLength ? `${text.slice(0, shownLength).toWellFormed()}…` : text;
  return { problem: { code, values: { value: shown, ...values } } };
}
