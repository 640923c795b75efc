import { useEffect } from 'react';
import { Link, useFetcher } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import type { ListFilter } from '#features/lists/filter/list-filter.ts';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import type { ListCount } from '#features/lists/rows/count-matching.ts';
import { useFieldLabel } from '#ui/record-field.tsx';
import css from './display.module.css';
import type { SortedList } from './sorting.ts';

interface Props {
  record: RecordName;
  filter: Pick<ListFilter<string>, 'search' | 'conditions' | 'sort' | 'is_descending'>;
  list: SortedList;
  fields: readonly FilterField[];
  columns: readonly FilterField[];
  /** Where all of them are counted. */
  exactPath: string;
}

/**
 * How many a search or a filter has found, said again by screen readers while one types, and what the list is sorted by where no
 * header tells it; more than 10,000 are counted on request.
 */
export function Shown({ record, filter, list, fields, columns, exactPath }: Props) {
  const t = useTranslations('lists.shown');
  const format = useFormatter();
  const { count, is_exact } = useSettledCount(list.count, exactPath);
  const isOtherwise = !list.is_newest_first && list.sort !== filter.sort;
  const sortedBy = useSortedBy({ filter, list, fields, columns });
  if (!filter.search && filter.conditions.length === 0 && is_exact) {
    return sortedBy && <p className={`${css.alone} ${sortedBy.className}`}>{sortedBy.text}</p>;
  }
  return (
    <p role="status">
      {is_exact ? t(`${record}.exact`, { count }) : t(`${record}.at_least`, { count: format.number(count) })}
      {list.is_newest_first && ` · ${t('newest_first')}`}
      {isOtherwise && ` · ${t('sorted_by_name')}`}
      {sortedBy && <span className={sortedBy.className}> · {sortedBy.text}</span>}{' '}
      {!is_exact && (
        <Link to={exactPath} preventScrollReset>
          {t('count_all')}
        </Link>
      )}
    </p>
  );
}

/** By which field but the name a list is sorted; hidden from whoever sees it in the head of a column. */
function useSortedBy({ filter, list, fields, columns }: Pick<Props, 'filter' | 'list' | 'fields' | 'columns'>) {
  const t = useTranslations('lists.shown');
  const labelOf = useFieldLabel();
  const field = fields.find(({ name }) => name === list.sort && name !== 'name');
  if (!field || list.is_newest_first) return null;
  return {
    text: t(filter.is_descending ? 'sorted_down' : 'sorted_up', { field: labelOf(field) }),
    className: columns.some(({ name }) => name === field.name) ? css.sortedByColumn! : '',
  };
}

/** The count of a list whose page could not wait for it, once it is there; until then what the page could say. */
function useSettledCount(told: ListCount, exactPath: string): ListCount {
  const [path, query] = exactPath.split('?');
  const countPath = told.is_pending ? `${path}/count?${query}` : null;
  // A key of its own for each list: what was counted of another is never shown.
  const { load, data } = useFetcher<{ count: ListCount }>(countPath ? { key: countPath } : {});
  useEffect(() => {
    if (countPath) load(countPath);
  }, [countPath, load]);
  return countPath && data ? data.count : told;
}
