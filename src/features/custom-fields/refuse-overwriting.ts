import type { Context } from '#platform/context.ts';
import { Failure, type FieldProblem } from '#platform/failure.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import { untouchedText } from '#platform/fields/untouched-text.ts';
import { type CustomisedRecord, fieldOfCustomField } from './custom-field.ts';
import { listCustomFields } from './list-custom-fields.ts';
import type { ReadGivenValues } from './read-given-values.ts';

interface Writing {
  record: CustomisedRecord;
  /** The record's built-in fields. */
  fields: readonly Field[];
  /** The record as it stands. */
  before: { values: Readonly<Record<string, FieldValue>>; custom_fields: Readonly<Record<string, FieldValue>> };
  read: Pick<ReadGivenValues, 'values' | 'custom_fields'>;
  /** What a form has shown of its fields, as text, an account's own under `custom_fields.<name>`; nothing is compared with none. */
  seen: Readonly<Record<string, string>>;
}

const longestTold = 60;

/**
 * Refuses as conflict, field by field with what stands there now, values for fields that somebody else has changed since the form
 * was opened. One that is given what it has already is no trouble.
 */
export async function refuseOverwriting(ctx: Context, { record, fields, before, read, seen }: Writing): Promise<void> {
  if (Object.keys(seen).length === 0) return;
  const own = (await listCustomFields(ctx, { record })).map(fieldOfCustomField);
  const problems = [
    ...problemsOf(fields, { before: before.values, read: read.values, seenOf: (name) => seen[name] }),
    ...problemsOf(own, {
      before: before.custom_fields,
      read: read.custom_fields,
      seenOf: (name) => seen[`custom_fields.${name}`],
    }).map((problem) => ({ ...problem, field: `custom_fields.${problem.field}` })),
  ];
  const [first] = problems;
  if (!first) return;
  const { field, code, values = {} } = first;
  throw new Failure('conflict', code, { field, values, problems });
}

function problemsOf(
  fields: readonly Field[],
  {
    before,
    read,
    seenOf,
  }: {
    before: Readonly<Record<string, FieldValue>>;
    read: Readonly<Record<string, FieldValue>>;
    seenOf(name: string): string | undefined;
  },
): FieldProblem[] {
  return fields.flatMap((field): FieldProblem[] => {
    const { name } = field;
    const [seen, wanted] = [seenOf(name), read[name]];
    if (seen === undefined || wanted === undefined) return [];
    const now = untouchedText(field, before[name] ?? null);
    if (now === seen || now === untouchedText(field, wanted)) return [];
    if (now === '') return [{ field: name, code: 'custom_fields.emptied_meanwhile' }];
    const value = now.length > longestTold ? `${now.slice(0, longestTold).trimEnd().toWellFormed()}…` : now;
    return [{ field: name, code: 'custom_fields.changed_meanwhile', values: { value } }];
  });
}
