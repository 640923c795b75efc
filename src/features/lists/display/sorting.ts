import type { FilterField } from '#features/lists/filter/filter-field.ts';
import type { ListCount } from '#features/lists/rows/count-matching.ts';
import { columnFields } from './list-columns.ts';

/** A list as it was found. */
export interface SortedList {
  count: ListCount;
  /** The field its rows are sorted by. */
  sort: string;
  /** True where a search found more than can be sorted. */
  is_newest_first?: boolean;
}

/** Whether a list as it stands can be sorted by a field: by those in `alwaysSorted` always, by others up to 10,000 rows. */
export function canSortBy(field: string, list: SortedList, alwaysSorted: readonly string[]): boolean {
  return !list.is_newest_first && (list.count.is_exact || alwaysSorted.includes(field));
}

/** The fields by which a list as it stands can be sorted, whether its columns show them or not. */
export function sortFields(
  fields: readonly FilterField[],
  list: SortedList,
  alwaysSorted: readonly string[],
): FilterField[] {
  const columns = columnFields(fields);
  return fields.filter(
    (field) => (field.name === 'name' || columns.includes(field)) && canSortBy(field.name, list, alwaysSorted),
  );
}
