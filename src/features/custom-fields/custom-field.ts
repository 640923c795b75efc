import type { Selectable } from 'kysely';
import type { CustomFieldRow } from '#platform/database/tables.generated.ts';
import type { Field, FieldKind, Labels } from '#platform/fields/field.ts';

/** Records that an account may add fields to. */
export const customisedRecords = ['contact', 'company'] as const;
export type CustomisedRecord = (typeof customisedRecords)[number];

/** Kinds that an account may choose from. */
export const customKinds = [
  'text',
  'paragraph',
  'number',
  'decimal',
  'checkbox',
  'date',
  'dropdown',
  'url',
  'phone',
] as const satisfies readonly FieldKind[];
export type CustomKind = (typeof customKinds)[number];

/** Kinds of which it makes sense that no two records have the same value. */
export const uniqueKinds: ReadonlySet<CustomKind> = new Set(['text', 'number', 'decimal', 'url', 'phone']);

/** Fields of one record, at most; also what keeps a table of them readable. */
export const maxCustomFields = 200;
/** Choices of one dropdown, at most. */
export const maxChoices = 500;

/** A field that an account has made. Its values lie in the record's `custom_fields` under its `name`, which never changes. */
export interface CustomField {
  id: number;
  record: CustomisedRecord;
  name: string;
  kind: CustomKind;
  labels: Labels;
  /** Of a dropdown; empty otherwise. */
  choices: string[];
  position: number;
  is_required_for_agents: boolean;
  /** Implies that customers may edit it. */
  is_required_for_customers: boolean;
  is_shown_to_customers: boolean;
  /** Implies that they see it. */
  is_editable_by_customers: boolean;
  /** No two records have the same value, deleted ones included; the database says so. */
  is_unique: boolean;
}

/** Yes or no about a field, each a column, a box in its form and a word in the change log. */
export const fieldSwitches = [
  'is_required_for_agents',
  'is_shown_to_customers',
  'is_editable_by_customers',
  'is_required_for_customers',
  'is_unique',
] as const satisfies readonly (keyof CustomField)[];
export type FieldSwitches = Pick<CustomField, (typeof fieldSwitches)[number]>;

/** What a custom field is asked for. Its record and kind are said once, when it is made. */
export const customFieldFields = [
  { name: 'label_en', kind: 'text', label: 'custom_fields.fields.label_en', max_length: 80 },
  { name: 'label_ko', kind: 'text', label: 'custom_fields.fields.label_ko', max_length: 80 },
  { name: 'choices', kind: 'paragraph', label: 'custom_fields.fields.choices' },
  ...fieldSwitches.map((name) => ({ name, kind: 'checkbox' as const, label: `custom_fields.fields.${name}` })),
] as const satisfies readonly Field[];

/** What the change log tells of a custom field: what its form asks for, its place, and values that followed its choices. */
export const loggedFieldFields = [
  ...customFieldFields,
  { name: 'position', kind: 'number', label: 'custom_fields.fields.position' },
  { name: 'moved_choices', kind: 'tags', label: 'custom_fields.fields.moved_choices' },
] as const satisfies readonly Field[];

/** A row as the rest of Maru sees it. */
export function customFieldOfRow(row: Selectable<CustomFieldRow>): CustomField {
  const { id, record, name, kind, position } = row;
  const labels = row.labels as Labels;
  const choices = row.choices as string[];
  return { id, record, name, kind, labels, choices, position, ...switchesOf(row) };
}

/** The switches of a field alone. */
export function switchesOf(field: FieldSwitches): FieldSwitches {
  return Object.fromEntries(fieldSwitches.map((name) => [name, field[name]])) as unknown as FieldSwitches;
}

/** A custom field as the same thing that built-in ones are. */
export function fieldOfCustomField({
  id,
  name,
  kind,
  labels,
  choices,
  is_required_for_agents,
  is_unique,
}: CustomField): Field {
  return { name, kind, label: labels, choices, is_required: is_required_for_agents, is_unique, custom_field_id: id };
}
