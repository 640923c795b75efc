import { type Conditions, readConditions, writeConditions } from './condition.ts';

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
export interface ContactFilter {
  view: ContactView;
  /** As typed; '' for no search. */
  search: string;
  company_id: number | null;
  conditions: Conditions;
  /** A field's name, as conditions name it; one that nobody knows sorts by name. */
  sort: string;
  is_descending: boolean;
}

/** What tells contacts apart in a filter; the rest is their order. */
export type ContactMatch = Pick<ContactFilter, 'view' | 'search' | 'company_id' | 'conditions'>;

/** The names by which an address or a form carries a filter: each once, and those of which there may be several. */
export const contactFilterNames = ['view', 'search', 'company_id', 'sort', 'order'] as const;
export const contactFilterLists = ['where'] as const;
export type GivenContactFilter = { [N in (typeof contactFilterNames)[number]]?: string | undefined } & {
  [N in (typeof contactFilterLists)[number]]?: readonly string[] | undefined;
};

const maxSearch = 200;
const isTime = /_at$/;

/** Reads a filter from an address or a form; what is not understood means all contacts by name, but for conditions. */
export function readContactFilter(given: GivenContactFilter): ContactFilter {
  const view = contactViews.find((name) => name === given.view) ?? 'all';
  const sort = /^[a-z][a-z0-9_.]{0,80}$/.test(given.sort ?? '') ? given.sort! : 'name';
  const company_id = /^\d{1,15}$/.test(given.company_id ?? '') ? Number(given.company_id) : null;
  return {
    view,
    search: (given.search ?? '').trim().slice(0, maxSearch).toWellFormed(),
    company_id,
    conditions: readConditions(given.where ?? []),
    sort,
    is_descending: given.order === 'descending' || (isNewestFirst(sort) && given.order !== 'ascending'),
  };
}

/** The filter as an address carries it, name by name, without what goes without saying. */
export function writeContactFilter(filter: ContactFilter): [string, string][] {
  const { view, search, company_id, conditions, sort, is_descending } = filter;
  const order = is_descending ? 'descending' : 'ascending';
  return [
    ...one('view', view !== 'all' && view),
    ...one('search', search),
    ...one('company_id', company_id !== null && String(company_id)),
    ...writeConditions(conditions).map((text): [string, string] => ['where', text]),
    ...one('sort', sort !== 'name' && sort),
    ...one('order', is_descending !== isNewestFirst(sort) && order),
  ];
}

/** Times are looked at from the newest on, unless they are asked for the other way round. */
export function isNewestFirst(sort: string): boolean {
  return isTime.test(sort);
}

function one(name: string, value: string | false): [string, string][] {
  return value ? [[name, value]] : [];
}
