import type { FilterField } from '#features/lists/filter/filter-field.ts';

/** More do not fit on any screen. */
export const mostColumns = 12;

/**
 * Which columns a list shows behind the name, as its address carries them; fields that are no more are left out, and where
 * none is left there are the `usual` ones.
 */
export function readListColumns(
  text: string | undefined,
  { fields, usual }: { fields: readonly FilterField[]; usual: readonly string[] },
): FilterField[] {
  const named = columnFields(fields);
  const asked = text?.split(',').slice(0, mostColumns) ?? [];
  const shown = [...new Set(asked)].flatMap((name) => named.filter((field) => field.name === name));
  return shown.length > 0 ? shown : usual.flatMap((name) => named.filter((field) => field.name === name));
}

/** The columns as an address carries them; null for the usual ones. */
export function writeListColumns(names: readonly string[], usual: readonly string[]): string | null {
  const text = names.join();
  return text === '' || text === usual.join() ? null : text;
}

/** The fields that can be columns: the name always is one, and long texts would fill the page. */
export function columnFields(fields: readonly FilterField[]): FilterField[] {
  return fields.filter(({ name, kind }) => name !== 'name' && kind !== 'paragraph');
}
