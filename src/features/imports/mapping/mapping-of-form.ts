import { refOf, rulesOf } from '#features/imports/engine/plan-import.ts';
import type { ColumnChoice, ColumnReading, Rule } from '#features/imports/import.ts';
import { dateOrders } from '#platform/fields/date-order.ts';
import type { Field } from '#platform/fields/field.ts';
import { tagSeparators } from '#platform/fields/tag-separator.ts';
import { fieldOfRef } from './field-parts.ts';
import { newField } from './new-field.ts';

/** What the mapping form sends for each column of the file, in its order: '' for one that is left out. */
export interface SentMapping {
  field: readonly string[];
  rule: readonly string[];
  /** The order of dates, or what stands between tags; '' for what the values tell. */
  reading: readonly string[];
  /** Which column of the file each of the others is about, where they stand in another order. */
  position: readonly string[];
}

/**
 * The columns as somebody has chosen them. A rule that does not go with the field gives way to the field's usual one: without
 * script the rules on the page are still those of the field that was chosen before.
 */
export function mappingOfForm(sent: SentMapping, fields: readonly Field[]): ColumnChoice[] {
  const byRef = new Map(fields.map((field) => [refOf(field), field]));
  const choices: ColumnChoice[] = [];
  for (const [at, ref] of sent.field.entries()) {
    const field = ref === '' || ref === newField ? null : fieldOfRef(ref, byRef);
    const possible: Rule[] = field ? rulesOf(field).filter((rule) => rule !== 'skip') : ['overwrite'];
    const rule = possible.find((one) => one === sent.rule[at]) ?? possible[0]!;
    const reading = field ? readingOf(field, sent.reading[at]) : undefined;
    choices[placeOf(sent, at)] = field === null ? leftOut : { field: ref, rule, ...(reading && { reading }) };
  }
  return Array.from({ length: choices.length }, (_, position) => choices[position] ?? leftOut);
}

const leftOut: ColumnChoice = { field: null, rule: 'skip' };

/** The columns, by their places, for which somebody wants a field made. */
export function placesOfNewFields(sent: SentMapping): number[] {
  return sent.field.flatMap((ref, at) => (ref === newField ? [placeOf(sent, at)] : []));
}

function placeOf({ field, position }: SentMapping, at: number): number {
  const place = Number(position[at]);
  return position[at] && Number.isInteger(place) && place >= 0 && place < field.length ? place : at;
}

function readingOf({ kind }: Field, chosen: string | undefined): ColumnReading | undefined {
  const date_order = dateOrders.find((order) => order === chosen);
  if (kind === 'date' && date_order) return { date_order };
  const tag_separator = tagSeparators.find((separator) => separator === chosen);
  return kind === 'tags' && tag_separator ? { tag_separator } : undefined;
}
