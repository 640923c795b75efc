import { type FieldProblem, invalid } from '#platform/failure.ts';
import type { Labels } from '#platform/fields/field.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readFieldValues } from '#platform/fields/read-field-values.ts';
import {
  type CustomKind,
  customFieldFields,
  type FieldSwitches,
  fieldSwitches,
  maxChoices,
  uniqueKinds,
} from './custom-field.ts';

/** What was read of a form; a part that was not given is absent. */
export interface ReadCustomField extends FieldSwitches {
  labels: Labels;
  choices: string[];
}

/** Reads labels, choices (one per line) and switches of a field of `kind`; refuses with every problem at once. */
export function readCustomField(kind: CustomKind, given: Readonly<Record<string, RawValue>>): ReadCustomField {
  const options = { country: '', empty_words: new Set<string>(), is_new: true };
  const { values, problems } = readFieldValues(customFieldFields, given, options);
  const labels = labelsOf(values.label_en as string | null, values.label_ko as string | null);
  const choices = kind === 'dropdown' ? choicesOf((values.choices as string | null) ?? '') : [];
  if (Object.keys(labels).length === 0) problems.push({ field: 'label_en', code: 'custom_fields.no_label' });
  if (kind === 'dropdown' && choices.length === 0)
    problems.push({ field: 'choices', code: 'custom_fields.no_choices' });
  if (choices.length > maxChoices) {
    problems.push({ field: 'choices', code: 'custom_fields.too_many_choices', values: { max: maxChoices } });
  }
  if (problems.length > 0) throw invalid(problems as [FieldProblem, ...FieldProblem[]]);
  return { labels, choices, ...readSwitches(kind, values) };
}

/** Nobody can fill in what he may not edit, or edit what he does not see. */
function readSwitches(kind: CustomKind, values: Record<string, unknown>): FieldSwitches {
  const given = Object.fromEntries(
    fieldSwitches.map((name) => [name, values[name] === true]),
  ) as unknown as FieldSwitches;
  const is_editable_by_customers = given.is_editable_by_customers || given.is_required_for_customers;
  return {
    ...given,
    is_editable_by_customers,
    is_shown_to_customers: given.is_shown_to_customers || is_editable_by_customers,
    is_unique: given.is_unique && uniqueKinds.has(kind),
  };
}

function labelsOf(en: string | null | undefined, ko: string | null | undefined): Labels {
  return { ...(en && { en }), ...(ko && { ko }) };
}

/** One per line, each once, spelled as it came first. */
function choicesOf(text: string): string[] {
  const byKey = new Map<string, string>();
  for (const line of text.split('\n')) {
    const choice = line.trim();
    if (choice && !byKey.has(choice.toLowerCase())) byKey.set(choice.toLowerCase(), choice);
  }
  return [...byKey.values()];
}
