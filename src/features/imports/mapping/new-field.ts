/** How the mapping form names what a column goes to for which a custom field is to be made. */
export const newField = 'new';
