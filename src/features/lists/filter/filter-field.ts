import type { CustomField } from '#features/custom-fields/custom-field.ts';
import type { Field, FieldKind, Labels } from '#platform/fields/field.ts';
import { locales } from '#platform/i18n/messages.ts';
import type { Operator } from './condition.ts';

/** How a field is asked for; several kinds of field may be asked for alike. */
export type FilterKind =
  | 'text'
  | 'paragraph'
  | 'phone'
  | 'email'
  | 'domains'
  | 'choice'
  | 'tags'
  | 'number'
  | 'date'
  | 'time'
  | 'checkbox'
  | 'company';

/** A field by which the records of a list are narrowed. */
export interface FilterField {
  /** As a condition names it: `job_title`, `custom_fields.plan`. */
  name: string;
  kind: FilterKind;
  label: string | Labels;
  /** For the head of a narrow column. */
  short_label?: string;
  /** What a choice may be. */
  choices?: readonly string[];
  /** Where the words of the choices are, as `contacts.states`; without it they read as they are. */
  choice_words?: string;
  /** True where every record has a value. */
  isNeverEmpty?: boolean;
  custom_field_id?: number;
}

const kindOfField: Record<FieldKind, FilterKind | null> = {
  text: 'text',
  paragraph: 'paragraph',
  number: 'number',
  decimal: 'number',
  checkbox: 'checkbox',
  date: 'date',
  dropdown: 'choice',
  url: 'text',
  phone: 'phone',
  email: 'email',
  // `email` means any address of a contact.
  emails: null,
  domains: 'domains',
  tags: 'tags',
  language: 'choice',
  time_zone: 'text',
};

const operatorsOfKind: Record<FilterKind, readonly Operator[]> = {
  text: ['is', 'is_not', 'contains', 'starts_with'],
  paragraph: ['contains'],
  phone: ['is', 'contains'],
  email: ['is', 'contains'],
  domains: ['is', 'contains'],
  choice: ['is', 'is_not'],
  tags: ['is', 'is_not'],
  number: ['is', 'less_than', 'more_than'],
  date: ['on', 'before', 'after', 'last_days', 'next_days'],
  time: ['on', 'before', 'after', 'last_days', 'before_days'],
  checkbox: ['is'],
  company: ['is', 'is_in_tree', 'is_not'],
};

/** What a record's built-in fields are narrowed as; `companyField` is the one whose value is the name of a company. */
export function builtInFilterFields(fields: readonly Field[], companyField: string): FilterField[] {
  return fields.flatMap(({ name, kind: kindOfValue, label }): FilterField[] => {
    const kind = name === companyField ? 'company' : kindOfField[kindOfValue];
    if (kind === null) return [];
    return [
      {
        name,
        kind,
        label,
        ...(kindOfValue === 'language' && { choices: locales }),
        ...(name === 'name' && { isNeverEmpty: true }),
      },
    ];
  });
}

/** What the account's own fields are narrowed as. */
export function ownFilterFields(custom: readonly CustomField[]): FilterField[] {
  return custom.map(
    ({ id, name, kind, labels, choices }): FilterField => ({
      name: `custom_fields.${name}`,
      kind: kindOfField[kind]!,
      label: labels,
      ...(kind === 'dropdown' && { choices }),
      custom_field_id: id,
    }),
  );
}

/** The ways in which a field can be asked for, the usual one first. */
export function operatorsOf({ kind, isNeverEmpty }: Pick<FilterField, 'kind' | 'isNeverEmpty'>): Operator[] {
  const own = operatorsOfKind[kind];
  return isNeverEmpty || kind === 'checkbox' ? [...own] : [...own, 'is_empty', 'is_not_empty'];
}

/** Whether an operator says all by itself. */
export function isWithoutValue(operator: Operator): boolean {
  return operator === 'is_empty' || operator === 'is_not_empty';
}
