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

/**
 * Reads what a form, the API or the command line gives of a record, against its built-in fields and the account's own, in
 * the running transaction. Refuses with every problem at once; `is_new` asks for the required fields.
 */
export async function readGivenValues(
  ctx: Context,
  {
    record,
    fields,
    given,
    is_new,
  }: { record: CustomisedRecord; fields: readonly Field[]; given: GivenValues; is_new: boolean },
): Promise<ReadGivenValues> {
  const { country } = await ctx.db.selectFrom('account').select('country').executeTakeFirstOrThrow();
  const options = { country, empty_words: new Set<string>(), is_new };
  const { custom_fields: givenCustom = {}, ...givenBuiltIn } = given;
  const isNested = typeof givenCustom === 'object' && givenCustom !== null && !Array.isArray(givenCustom);
  const customFields = (await listCustomFields(ctx, { record })).map(fieldOfCustomField);
  const builtIn = readFieldValues(fields, plainOnly(givenBuiltIn), options);
  const custom = readFieldValues(customFields, isNested ? (givenCustom as Record<string, RawValue>) : {}, options);
  const problems = [...builtIn.problems, ...custom.problems];
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  const ignored = [
    ...builtIn.unknown,
    ...nestedNames(givenBuiltIn),
    ...custom.unknown.map((name) => `custom_fields.${name}`),
  ];
  return { values: builtIn.values, custom_fields: custom.values, ignored };
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
