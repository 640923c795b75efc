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

export const contactSorts = ['name', 'created', 'updated'] as const;
export type ContactSort = (typeof contactSorts)[number];

/** Which contacts a list, a bulk action or an export means, and in which order a list shows them. */
export interface ContactFilter {
  view: ContactView;
  /** As typed; '' for no search. */
  search: string;
  company_id: number | null;
  sort: ContactSort;
  is_descending: boolean;
}

/** The names by which an address or a form carries a filter. */
export const contactFilterNames = ['view', 'search', 'company_id', 'sort', 'order'] as const;
export type GivenContactFilter = { [N in (typeof contactFilterNames)[number]]?: string | undefined };

const maxSearch = 200;

/** Reads a filter from an address or a form; what is not understood means all contacts by name. */
export function readContactFilter(given: GivenContactFilter): ContactFilter {
  const view = contactViews.find((name) => name === given.view) ?? 'all';
  const sort = contactSorts.find((name) => name === given.sort) ?? 'name';
  const company_id = /^\d{1,15}$/.test(given.company_id ?? '') ? Number(given.company_id) : null;
  const isNewestFirst = sort !== 'name';
  return {
    view,
    search: (given.search ?? '').trim().slice(0, maxSearch).toWellFormed(),
    company_id,
    sort,
    is_descending: given.order === 'descending' || (isNewestFirst && given.order !== 'ascending'),
  };
}

/** The filter as an address carries it, without what goes without saying. */
export function writeContactFilter(filter: ContactFilter): Record<string, string> {
  const { view, search, company_id, sort, is_descending } = filter;
  return {
    ...(view !== 'all' && { view }),
    ...(search && { search }),
    ...(company_id !== null && { company_id: String(company_id) }),
    ...(sort !== 'name' && { sort }),
    ...(is_descending !== (sort !== 'name') && { order: is_descending ? 'descending' : 'ascending' }),
  };
}
