import { readContactFilter } from '#features/contacts/contact-filter.ts';
import type { Selection } from './bulk-action.ts';

/**
 * The names by which an address or a form carries a selection: `ids`, as `1,2,3` or once for each contact, or `all` and a
 * list's filter.
 */
export const selectionNames = ['all', 'view', 'search', 'company_id'] as const;
export type GivenSelection = { [N in (typeof selectionNames)[number]]?: string | undefined } & { ids: string[] };

/** Reads a selection from an address or a form. What is no id is nobody's, and so refused by what acts on it. */
export function readSelection({ ids, all, ...filter }: GivenSelection): Selection {
  if (all !== undefined) return { filter: readContactFilter(filter) };
  const given = ids.flatMap((some) => some.split(',')).filter((id) => id !== '');
  return { ids: [...new Set(given.map((id) => (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0)))] };
}

/** A selection's fields as name and value, for a form to carry on. */
export function writeSelection({ ids, ...rest }: GivenSelection): [string, string][] {
  const fields = Object.entries(rest).filter((field): field is [string, string] => field[1] !== undefined);
  return rest.all === undefined ? ids.map((id) => ['ids', id]) : fields;
}
