import {
  contactFilterLists,
  contactFilterNames,
  contactViews,
  type GivenContactFilter,
  readContactFilter,
} from '#features/contacts/filter/contact-filter.ts';
import type { Selection } from './bulk-action.ts';

/**
 * The names by which an address or a form carries a selection: `ids`, as `1,2,3` or once for each contact, `all` and a
 * list's filter, or the import that made them. Of those in `selectionLists` there may be several.
 */
export const selectionNames = ['all', 'created_by_import_id', ...contactFilterNames] as const;
export const selectionLists = ['ids', ...contactFilterLists] as const;
export type GivenSelection = GivenContactFilter & {
  all?: string | undefined;
  created_by_import_id?: string | undefined;
  ids: readonly string[];
};

/**
 * Reads a selection from an address or a form. What is no id is nobody's, and so refused by what acts on it; so is a filter of
 * which a part can't be read, for without that part it would mean more contacts than somebody wanted.
 */
export function readSelection({ ids, all, created_by_import_id, ...filter }: GivenSelection): Selection {
  if (created_by_import_id !== undefined) return { created_by_import_id: idOf(created_by_import_id) };
  if (all !== undefined) return isWhole(filter) ? { filter: readContactFilter(filter) } : { ids: [] };
  const given = ids.flatMap((some) => some.split(',')).filter((id) => id !== '');
  return { ids: [...new Set(given.map(idOf))] };
}

/** A selection's fields as name and value, for a form to carry on. */
export function writeSelection({ ids, ...rest }: GivenSelection): [string, string][] {
  const isByIds = rest.all === undefined && rest.created_by_import_id === undefined;
  if (isByIds) return ids.map((id) => ['ids', id]);
  return Object.entries(rest).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : (value ?? [])).map((one): [string, string] => [name, one]),
  );
}

function isWhole({ view, company_id }: GivenContactFilter): boolean {
  const isView = view === undefined || contactViews.some((name) => name === view);
  return isView && (company_id === undefined || idOf(company_id) > 0);
}

function idOf(text: string): number {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
}
