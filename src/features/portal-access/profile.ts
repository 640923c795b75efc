import { contactFields } from '#features/contacts/contact.ts';

/** Columns that a customer may change of himself; addresses need proof and companies are not his to choose. */
export const profileColumns = ['name', 'phone', 'mobile', 'language'] as const;

/** The same as fields. */
export const profileFields = contactFields.filter(({ name }) => (profileColumns as readonly string[]).includes(name));
