import type { FilterField } from '#features/contacts/filter/filter-field.ts';

/** What a list shows behind the name unless somebody chooses otherwise. */
export const usualColumns = ['email', 'company', 'portal_state', 'phone', 'updated_at'] as const;
/** More do not fit on any screen. */
export const mostColumns = 12;

/** Which columns a list shows behind the name, as its address carries them; fields that are no more are left out. */
export function readListColumns(text: string | undefined, fields: readonly FilterField[]): FilterField[] {
  const named = columnFields(fields);
  const asked = text?.split(',').slice(0, mostColumns) ?? [];
  const shown = [...new Set(asked)].flatMap((name) => named.filter((field) => field.name === name));
  return shown.length > 0 ? shown : usualColumns.flatMap((name) => named.filter((field) => field.name === name));
}

/** The columns as an address carries them; null for the usual ones. */
export function writeListColumns(names: readonly string[]): string | null {
  const text = names.join();
  return text === '' || text === usualColumns.join() ? null : text;
}

/** The fields that can be columns: the name always is one, and long texts would fill the page. */
export function columnFields(fields: readonly FilterField[]): FilterField[] {
  return fields.filter(({ name, kind }) => name !== 'name' && kind !== 'paragraph');
}
