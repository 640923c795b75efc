import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import type { Selection } from './bulk-action.ts';

/**
 * The names by which an address or a form carries a selection: `ids`, as `1,2,3` or once for each contact, `all` and a
 * list's filter, or the import that made them.
 */
export const selectionNames = ['all', 'view', 'search', 'company_id', 'created_by_import_id'] as const;
export type GivenSelection = { [N in (typeof selectionNames)[number]]?: string | undefined } & { ids: string[] };

/** Reads a selection from an address or a form. What is no id is nobody's, and so refused by what acts on it. */
export function readSelection({ ids, all, created_by_import_id, ...filter }: GivenSelection): Selection {
  if (created_by_import_id !== undefined) return { created_by_import_id: idOf(created_by_import_id) };
  if (all !== undefined) return { filter: readContactFilter(filter) };
  const given = ids.flatMap((some) => some.split(',')).filter((id) => id !== '');
  return { ids: [...new Set(given.map(idOf))] };
}

/** A selection's fields as name and value, for a form to carry on. */
export function writeSelection({ ids, ...rest }: GivenSelection): [string, string][] {
  const fields = Object.entries(rest).filter((field): field is [string, string] => field[1] !== undefined);
  const isByIds = rest.all === undefined && rest.created_by_import_id === undefined;
  return isByIds ? ids.map((id) => ['ids', id]) : fields;
}

function idOf(text: string): number {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
}
