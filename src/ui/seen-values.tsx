import type { Field, FieldValue } from '#platform/fields/field.ts';
import { untouchedText } from '#platform/fields/untouched-text.ts';
import { useFieldState } from './form.tsx';

interface Props {
  fields: readonly Field[];
  values: Readonly<Record<string, FieldValue>>;
  /** The account's own fields, whose controls are called `custom_fields.<name>`. */
  customFields: readonly Field[];
  customValues: Readonly<Record<string, FieldValue>>;
}

/**
 * Carries along what a form shows of a record: fields that nobody touches are then not written, and one that somebody else has
 * changed meanwhile is not overwritten unnoticed. `touchedFormValues` reads it.
 */
export function SeenValues({ fields, values, customFields, customValues }: Props) {
  // After a refusal the form holds what was typed on what it had shown then, whatever the record is by now.
  const { typed } = useFieldState('seen');
  const seen = Object.fromEntries([
    ...fields.map((field) => [field.name, untouchedText(field, values[field.name] ?? null)]),
    ...customFields.map((field) => [
      `custom_fields.${field.name}`,
      untouchedText(field, customValues[field.name] ?? null),
    ]),
  ]);
  return <input type="hidden" name="seen" value={typed?.[0] ?? JSON.stringify(seen)} />;
}
