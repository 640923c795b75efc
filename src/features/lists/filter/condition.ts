import { Failure } from '#platform/failure.ts';
import type { FilterField } from './filter-field.ts';

/** Every way in which a field can be narrowed; `operatorsOf` says which of them a kind of field has. */
export const operators = [
  'is',
  'is_not',
  'contains',
  'starts_with',
  'is_in_tree',
  'less_than',
  'more_than',
  'on',
  'before',
  'after',
  'last_days',
  'before_days',
  'next_days',
  'is_empty',
  'is_not_empty',
] as const;
export type Operator = (typeof operators)[number];

/** One thing that is asked of a record: `job_title is CFO`. A list of values means any of them. */
export interface Condition {
  /** A built-in field's name, or `custom_fields.` and the name of one of the account's own. */
  field: string;
  operator: Operator;
  values: string[];
}

/** What a list is narrowed by: any of the groups, and in a group all conditions. None means all. */
export type Conditions = readonly (readonly Condition[])[];

/** More than anybody reads; each one costs time. */
export const mostConditions = 30;
const mostValues = 50;
const separator = 'or';

/**
 * Reads conditions as an address or a form carries them, one text each: `job_title:is:CFO`, `tags:is:vip|gold`, and `or`
 * between groups. Written by `writeConditions`. What is no condition is kept as one that nobody meets: leaving it out would
 * show, and change, more records than were meant.
 */
export function readConditions(texts: readonly string[]): Conditions {
  const groups: Condition[][] = [[]];
  for (const text of texts) {
    if (text === separator) groups.push([]);
    else groups.at(-1)!.push(readCondition(text));
  }
  const conditions = groups.filter((group) => group.length > 0);
  if (conditions.flat().length > mostConditions) {
    throw new Failure('invalid', 'lists.too_many_conditions', { values: { max: mostConditions } });
  }
  return conditions;
}

/** The texts that `readConditions` reads. */
export function writeConditions(conditions: Conditions): string[] {
  return conditions.flatMap((group, at) => [...(at > 0 ? [separator] : []), ...group.map(writeCondition)]);
}

function readCondition(text: string): Condition {
  const [field = '', operator, ...rest] = text.split(':');
  const known = operators.find((name) => name === operator);
  if (!known) return nobody(text);
  const values = splitValues(rest.join(':'));
  // Cut short, a list of values that somebody must not have would let more through.
  return values.length > mostValues ? nobody(text) : { field, operator: known, values };
}

function nobody(text: string): Condition {
  return { field: text.slice(0, 200), operator: 'is', values: [] };
}

function writeCondition({ field, operator, values }: Condition): string {
  const joined = values.map((value) => value.replace(/[\\|]/g, '\\$&')).join('|');
  return joined ? `${field}:${operator}:${joined}` : `${field}:${operator}`;
}

/** At every bar that no backslash stands before. */
function splitValues(text: string): string[] {
  const values = [...text.matchAll(/((?:\\.|[^\\|])*)(?:\||$)/gsu)].map(([, value]) =>
    value!.replace(/\\(.)/gsu, '$1'),
  );
  return values.map((value) => value.trim()).filter((value) => value !== '');
}

/** The companies that conditions name, by their ids. */
export function companiesIn(conditions: Conditions, fields: readonly Pick<FilterField, 'name' | 'kind'>[]): number[] {
  const named = new Set(fields.filter(({ kind }) => kind === 'company').map(({ name }) => name));
  return conditions
    .flat()
    .filter(({ field }) => named.has(field))
    .flatMap(({ values }) => values.map(Number))
    .filter(Number.isSafeInteger);
}
