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
  is_shown_to_customers: boolean;
}

/** What a custom field is asked for. Its record and kind are said once, when it is made. */
export const customFieldFields = [
  { name: 'label_en', kind: 'text', label: 'custom_fields.fields.label_en', max_length: 80 },
  { name: 'label_ko', kind: 'text', label: 'custom_fields.fields.label_ko', max_length: 80 },
  { name: 'choices', kind: 'paragraph', label: 'custom_fields.fields.choices' },
  { name: 'is_required_for_agents', kind: 'checkbox', label: 'custom_fields.fields.is_required_for_agents' },
  { name: 'is_shown_to_customers', kind: 'checkbox', label: 'custom_fields.fields.is_shown_to_customers' },
] as const satisfies readonly Field[];

/** A row as the rest of Maru sees it. */
export function customFieldOfRow(row: Selectable<CustomFieldRow>): CustomField {
  const { id, record, name, kind, position, is_required_for_agents, is_shown_to_customers } = row;
  const labels = row.labels as Labels;
  const choices = row.choices as string[];
  return { id, record, name, kind, labels, choices, position, is_required_for_agents, is_shown_to_customers };
}

/** A custom field as the same thing that built-in ones are. */
export function fieldOfCustomField({ id, name, kind, labels, choices, is_required_for_agents }: CustomField): Field {
  return { name, kind, label: labels, choices, is_required: is_required_for_agents, custom_field_id: id };
}
