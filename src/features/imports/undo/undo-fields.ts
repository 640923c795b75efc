import { contactColumns } from '#features/contacts/contact.ts';

/** Fields that hang together go back together or not at all, by the names that changes have for them. */
export const addressFields = ['email', 'other_emails'];
export const companyFields = ['company', 'companies'];
/** Who was deleted and came back with the import lost his access by that. */
const stateFields = ['deleted_at', 'portal_access'];
export const hangingTogether = [addressFields, companyFields, stateFields];

/** Fields whose value is a column of `contact`; of all others but addresses and companies it is in `custom_fields`. */
export const undoneColumns: string[] = [...contactColumns, ...stateFields];
