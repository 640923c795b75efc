import type { Selectable } from 'kysely';
import { contactFields } from '#features/contacts/contact.ts';
import type { SignUpRow } from '#platform/database/tables.generated.ts';
import type { Field } from '#platform/fields/field.ts';

/** How long the link works by which a sign-up is finished: whoever signs up waits for it, and reads it by the next day. */
export const signUpHours = 24;

/** Sign-ups that nobody has proved, and those that are decided, are deleted after so many days. */
export const keptDays = 30;

/** What a stranger says of himself, in the order of the form; the account's own fields that customers must fill in follow. */
export const signUpFields: readonly Field[] = ['name', 'email'].map((name) => {
  const { kind, label, ...field } = contactFields.find((each) => each.name === name) as Field;
  return { ...field, name, kind, label, is_required: true };
});

/** Somebody who has proved his address and whom an agent has to decide on, or has decided on. */
export type SignUp = Pick<
  Selectable<SignUpRow>,
  'id' | 'email' | 'name' | 'language' | 'created_at' | 'spent_at' | 'decided_at' | 'is_approved' | 'contact_id'
> & {
  custom_fields: Record<string, string>;
};
