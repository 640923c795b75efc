import type { Field } from '#platform/fields/field.ts';
import type { ImportColumn, Rule } from './import.ts';
import { newField } from './new-field.ts';
import { refOf, rulesOf } from './plan-import.ts';

/** What the mapping form sends for each column of the file, in its order: '' for one that is left out. */
export interface SentMapping {
  field: readonly string[];
  rule: readonly string[];
}

/**
 * The columns as somebody has chosen them. A rule that does not go with the field gives way to the field's usual one: without
 * script the rules on the page are still those of the field that was chosen before.
 */
export function mappingOfForm(
  { field: refs, rule: rules }: SentMapping,
  fields: readonly Field[],
): Pick<ImportColumn, 'field' | 'rule'>[] {
  const byRef = new Map(fields.map((field) => [refOf(field), field]));
  return refs.map((ref, position) => {
    if (ref === '' || ref === newField) return { field: null, rule: 'skip' };
    const field = byRef.get(ref);
    const possible: Rule[] = field ? rulesOf(field).filter((rule) => rule !== 'skip') : ['overwrite'];
    const wanted = possible.find((rule) => rule === rules[position]);
    return { field: ref, rule: wanted ?? possible[0]! };
  });
}

/** The columns, by their places, for which somebody wants a field made. */
export function placesOfNewFields({ field: refs }: SentMapping): number[] {
  return refs.flatMap((ref, position) => (ref === newField ? [position] : []));
}
