import { type Conditions, readConditions, writeConditions } from './condition.ts';

/** Which records a list means, and in which order it shows them. */
export interface ListFilter<View extends string> {
  view: View;
  /** As typed; '' for no search. */
  search: string;
  conditions: Conditions;
  /** A field's name, as conditions name it; one that nobody knows sorts by name. */
  sort: string;
  is_descending: boolean;
}

/** The names by which an address or a form carries a filter: each once, and those of which there may be several. */
export const listFilterNames = ['view', 'search', 'sort', 'order'] as const;
export const listFilterLists = ['where'] as const;
export type GivenListFilter = { [N in (typeof listFilterNames)[number]]?: string | undefined } & {
  [N in (typeof listFilterLists)[number]]?: readonly string[] | undefined;
};

const maxSearch = 200;
const isTime = /_at$/;

/** Reads a filter from an address or a form; what is not understood means all records by name, but for conditions. */
export function readListFilter<View extends string>(
  given: GivenListFilter,
  views: readonly [View, ...View[]],
): ListFilter<View> {
  const sort = /^[a-z][a-z0-9_.]{0,80}$/.test(given.sort ?? '') ? given.sort! : 'name';
  return {
    view: views.find((name) => name === given.view) ?? views[0],
    search: (given.search ?? '').trim().slice(0, maxSearch).toWellFormed(),
    conditions: readConditions(given.where ?? []),
    sort,
    is_descending: given.order === 'descending' || (isNewestFirst(sort) && given.order !== 'ascending'),
  };
}

/** The filter as an address carries it, name by name, without what goes without saying. */
export function writeListFilter({
  view,
  search,
  conditions,
  sort,
  is_descending,
}: ListFilter<string>): [string, string][] {
  const order = is_descending ? 'descending' : 'ascending';
  return [
    ...one('view', view !== 'all' && view),
    ...one('search', search),
    ...writeConditions(conditions).map((text): [string, string] => ['where', text]),
    ...one('sort', sort !== 'name' && sort),
    ...one('order', is_descending !== isNewestFirst(sort) && order),
  ];
}

/** The address of a list with these names and values, and with what else it shows or at which place; null leaves one out. */
export function pathOfList(
  path: string,
  named: readonly [string, string][],
  more: Readonly<Record<string, string | null>> = {},
): string {
  const others = Object.entries(more).filter((one): one is [string, string] => one[1] !== null);
  const query = new URLSearchParams([...named, ...others]).toString();
  return query ? `${path}?${query}` : path;
}

/** Times are looked at from the newest on, unless they are asked for the other way round. */
export function isNewestFirst(sort: string): boolean {
  return isTime.test(sort);
}

function one(name: string, value: string | false): [string, string][] {
  return value ? [[name, value]] : [];
}
