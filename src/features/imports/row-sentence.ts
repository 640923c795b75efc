import type { Context } from '#platform/context.ts';
import type { FailureCode } from '#platform/failure.ts';
import type { Field } from '#platform/fields/field.ts';
import { labelOf } from '#platform/fields/label-of.ts';
import { failureSentence } from '#platform/i18n/failure-sentence.ts';
import { refOf } from './engine/plan-import.ts';
import type { Trouble } from './import.ts';

/** What a sentence names columns and fields by. */
export interface Naming {
  /** Of the file. */
  headers: readonly string[];
  fields: readonly Field[];
}

/** What is wrong with a row, in the reader's language, with the column it is about: `E-mail: “x” is not an e-mail address.` */
export function rowSentence(
  ctx: Pick<Context, 't' | 'caller'>,
  { code, column, values = {} }: Trouble,
  { headers, fields }: Naming,
): string {
  const isOfTable = code.startsWith('tables.rows.');
  const said =
    values.fields === undefined ? values : { ...values, fields: labelsOf(ctx, String(values.fields), fields) };
  const sentence = isOfTable ? ctx.t(code, said) : failureSentence(ctx.t, code as FailureCode, said);
  const header = column === undefined ? '' : (headers[column] ?? '');
  return header && !isOfTable ? `${header}: ${sentence}` : sentence;
}

/** Fields stand in a trouble as columns name them, with blanks between. */
function labelsOf({ t, caller }: Pick<Context, 't' | 'caller'>, refs: string, fields: readonly Field[]): string {
  const labels = refs.split(' ').map((ref) => {
    const field = fields.find((one) => refOf(one) === ref);
    return field ? labelOf(field, caller.locale, t) : ref;
  });
  return labels.join(', ');
}
