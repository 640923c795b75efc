import type { FieldProblem } from '#platform/failure.ts';
import type { Field, FieldValue, ReadOptions } from './field.ts';
import { type RawValue, readFieldValue } from './read-field-value.ts';

export interface ReadFieldValues {
  /** Of the fields that were given; null where one was given empty. */
  values: Record<string, FieldValue>;
  problems: FieldProblem[];
  /** Names that no field has: never written anywhere, only reported. */
  unknown: string[];
}

/**
 * Reads a form or a body against a list of fields. Only listed names are looked at, whatever else was sent (threat F05).
 * A required field may be absent from an update, but not given empty; `is_new` asks for every required one.
 */
export function readFieldValues(
  fields: readonly Field[],
  given: Readonly<Record<string, RawValue>>,
  options: ReadOptions & { is_new: boolean },
): ReadFieldValues {
  const values: Record<string, FieldValue> = {};
  const problems: FieldProblem[] = [];
  for (const field of fields) {
    const isGiven = Object.hasOwn(given, field.name) && given[field.name] !== undefined;
    if (!isGiven && !options.is_new) continue;
    const read = readFieldValue(field, isGiven ? given[field.name] : null, options);
    if (read.problem) problems.push({ field: field.name, ...read.problem });
    else if (read.value === null && field.is_required) problems.push({ field: field.name, code: 'platform.required' });
    else if (isGiven) values[field.name] = read.value;
  }
  const names = new Set(fields.map((field) => field.name));
  return { values, problems, unknown: Object.keys(given).filter((name) => !names.has(name)) };
}
