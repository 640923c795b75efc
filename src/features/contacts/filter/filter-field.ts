import { contactFields, contactSources, portalStates } from '#features/contacts/contact.ts';
import type { CustomField } from '#features/custom-fields/custom-field.ts';
import type { FieldKind, Labels } from '#platform/fields/field.ts';
import { locales } from '#platform/i18n/messages.ts';
import type { Operator } from './condition.ts';

/** How a field is asked for; several kinds of field may be asked for alike. */
export type FilterKind =
  | 'text'
  | 'paragraph'
  | 'phone'
  | 'email'
  | 'choice'
  | 'tags'
  | 'number'
  | 'date'
  | 'time'
  | 'checkbox'
  | 'company';

/** A field by which contacts are narrowed. */
export interface FilterField {
  /** As a condition names it: `job_title`, `custom_fields.plan`. */
  name: string;
  kind: FilterKind;
  label: string | Labels;
  /** What a choice may be; their words are told by `ChoiceWords`. */
  choices?: readonly string[];
  /** True where every contact has a value. */
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
  domains: null,
  tags: 'tags',
  language: 'choice',
  time_zone: 'text',
};

/** Deleted contacts have a view of their own. */
const livingStates = portalStates.filter((state) => state !== 'deleted');

/** What a contact is narrowed by beside the fields that somebody fills in. */
const stateFields = [
  { name: 'portal_state', kind: 'choice', label: 'contacts.portal', choices: livingStates, isNeverEmpty: true },
  { name: 'is_blocked', kind: 'checkbox', label: 'contacts.filter.is_blocked' },
  { name: 'last_sign_in_at', kind: 'time', label: 'contacts.last_sign_in' },
  { name: 'invited_at', kind: 'time', label: 'contacts.filter.invited_at' },
  { name: 'activated_at', kind: 'time', label: 'contacts.filter.activated_at' },
  { name: 'created_at', kind: 'time', label: 'contacts.added', isNeverEmpty: true },
  { name: 'updated_at', kind: 'time', label: 'contacts.changed', isNeverEmpty: true },
  { name: 'source', kind: 'choice', label: 'contacts.filter.source', choices: contactSources, isNeverEmpty: true },
] as const satisfies readonly FilterField[];

const operatorsOfKind: Record<FilterKind, readonly Operator[]> = {
  text: ['is', 'is_not', 'contains', 'starts_with'],
  paragraph: ['contains'],
  phone: ['is', 'contains'],
  email: ['is', 'contains'],
  choice: ['is', 'is_not'],
  tags: ['is', 'is_not'],
  number: ['is', 'less_than', 'more_than'],
  date: ['on', 'before', 'after', 'last_days', 'next_days'],
  time: ['on', 'before', 'after', 'last_days', 'before_days'],
  checkbox: ['is'],
  company: ['is', 'is_in_tree', 'is_not'],
};

/** Every field that contacts are narrowed by: built-in ones, their states and the account's own, all alike. */
export function filterFields(custom: readonly CustomField[]): FilterField[] {
  const builtIn = contactFields.flatMap((field): FilterField[] => {
    const kind = field.name === 'company' ? 'company' : kindOfField[field.kind];
    if (kind === null) return [];
    const { name, label } = field;
    return [
      {
        name,
        kind,
        label,
        ...(name === 'language' && { choices: locales }),
        ...(name === 'name' && { isNeverEmpty: true }),
      },
    ];
  });
  const own = custom.map(
    ({ id, name, kind, labels, choices }): FilterField => ({
      name: `custom_fields.${name}`,
      kind: kindOfField[kind]!,
      label: labels,
      ...(kind === 'dropdown' && { choices }),
      custom_field_id: id,
    }),
  );
  return [...builtIn, ...stateFields, ...own];
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
