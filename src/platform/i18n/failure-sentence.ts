import type { FailureCode, FieldProblem } from '#platform/failure.ts';
import type { Translate } from './translator.ts';

/** The sentence for a failure's code: `contacts.address_taken` is the key `contacts.failures.address_taken`. */
export function failureSentence(t: Translate, code: FailureCode, values: FieldProblem['values'] = {}): string {
  const dot = code.indexOf('.');
  return t(`${code.slice(0, dot)}.failures.${code.slice(dot + 1)}`, values);
}
