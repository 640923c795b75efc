import {
  type GivenListFilter,
  type ListFilter,
  listFilterLists,
  listFilterNames,
  readListFilter,
  writeListFilter,
} from '#features/lists/filter/list-filter.ts';

/** The ways to look at all contacts that every account has; §1 of the handbook says what the words mean. */
export const contactViews = [
  'all',
  'verified',
  'unverified',
  'invited',
  'locked',
  'deactivated',
  'blocked',
  'deleted',
] as const;
export type ContactView = (typeof contactViews)[number];

/** Which contacts a list, a bulk action or an export means, and in which order a list shows them. */
export interface ContactFilter extends ListFilter<ContactView> {
  company_id: number | null;
}

/** What tells contacts apart in a filter; the rest is their order. */
export type ContactMatch = Pick<ContactFilter, 'view' | 'search' | 'company_id' | 'conditions'>;

/** The names by which an address or a form carries a filter: each once, and those of which there may be several. */
export const contactFilterNames = [...listFilterNames, 'company_id'] as const;
export const contactFilterLists = listFilterLists;
export type GivenContactFilter = GivenListFilter & { company_id?: string | undefined };

/** Reads a filter from an address or a form; what is not understood means all contacts by name, but for conditions. */
export function readContactFilter({ company_id, ...given }: GivenContactFilter): ContactFilter {
  return {
    ...readListFilter(given, contactViews),
    company_id: /^\d{1,15}$/.test(company_id ?? '') ? Number(company_id) : null,
  };
}

/** The filter as an address carries it, name by name, without what goes without saying. */
export function writeContactFilter({ company_id, ...filter }: ContactFilter): [string, string][] {
  const ofCompany: [string, string][] = company_id === null ? [] : [['company_id', String(company_id)]];
  return [...ofCompany, ...writeListFilter(filter)];
}
