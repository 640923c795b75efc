import type { FailureCode } from '#platform/failure.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import type { Translate } from '#platform/i18n/translator.ts';
import type { Trouble } from './import.ts';

/** What is wrong with a row, in the reader's language, with the column it is about: `E-mail: “x” is not an e-mail address.` */
export function rowSentence(t: Translate, { code, column, values = {} }: Trouble, headers: readonly string[]): string {
  const sentence = code.startsWith('tables.rows.') ? t(code, values) : failureSentence(t, code as FailureCode, values);
  const header = column === undefined ? '' : (headers[column] ?? '');
  return header && !code.startsWith('tables.rows.') ? `${header}: ${sentence}` : sentence;
}
