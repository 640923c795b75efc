import type { Context } from '#platform/context.ts';
import { type FieldProblem, invalid } from '#platform/failure.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readFieldValues } from '#platform/fields/read-field-values.ts';
import { type CustomisedRecord, fieldOfCustomField } from './custom-field.ts';
import { listCustomFields } from './list-custom-fields.ts';

/** What an act may be given of a record: built-in fields by name, the account's own under `custom_fields`. */
export type GivenValues = Readonly<Record<string, RawValue | Readonly<Record<string, RawValue>>>>;

export interface ReadGivenValues {
  /** Values of the built-in fields that were given. */
  values: Record<string, FieldValue>;
  /** Values of the custom fields that were given; null clears one. */
  custom_fields: Record<string, FieldValue>;
  /** Names that are no fields of the record. They are never written; the caller may be told. */
  ignored: string[];
}

/** What is read, and against what. */
interface Reading {
  record: CustomisedRecord;
  /** The record's built-in fields. */
  fields: readonly Field[];
  /** The account's own fields that are read, where they are not all that the record has; no others are written. */
  own_fields?: readonly Field[];
  given: GivenValues;
  /** The record as it stands, or null for a new one, which must have the required fields. */
  before: { custom_fields: Readonly<Record<string, FieldValue>> } | null;
}

/**
 * Reads what a form, the API or the command line gives of a record, against its built-in fields and the account's own, in
 * the running transaction. Refuses with every problem at once, an own field's under `custom_fields.<name>`. A choice that
 * is no longer offered may stay where it is.
 */
export async function readGivenValues(
  ctx: Context,
  { record, fields, own_fields, given, before }: Reading,
): Promise<ReadGivenValues> {
  const { country } = await ctx.db.selectFrom('account').select('country').executeTakeFirstOrThrow();
  const options = { country, empty_words: new Set<string>(), is_new: before === null };
  const { custom_fields: givenCustom = {}, ...givenBuiltIn } = given;
  const all = own_fields ?? (await listCustomFields(ctx, { record })).map(fieldOfCustomField);
  const own = all.map((field) => keepingChoice(field, before));
  const builtIn = readFieldValues(fields, plainOnly(givenBuiltIn), options);
  const custom = readFieldValues(own, isObject(givenCustom) ? (givenCustom as Record<string, RawValue>) : {}, options);
  const ownProblems = custom.problems.map((problem) => ({ ...problem, field: `custom_fields.${problem.field}` }));
  const problems = [...builtIn.problems, ...ownProblems];
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  const ignored = [
    ...builtIn.unknown,
    ...nestedNames(givenBuiltIn),
    ...custom.unknown.map((name) => `custom_fields.${name}`),
  ];
  return { values: builtIn.values, custom_fields: custom.values, ignored };
}

function keepingChoice(field: Field, before: Reading['before']): Field {
  const kept = before?.custom_fields[field.name];
  return field.kind === 'dropdown' && typeof kept === 'string'
    ? { ...field, choices: [...(field.choices ?? []), kept] }
    : field;
}

/** An object is no value of any field. */
function plainOnly(given: GivenValues): Record<string, RawValue> {
  const plain = Object.entries(given).filter(([, value]) => !isObject(value));
  return Object.fromEntries(plain) as Record<string, RawValue>;
}

function nestedNames(given: GivenValues): string[] {
  return Object.entries(given).flatMap(([name, value]) => (isObject(value) ? [name] : []));
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
