import { useEffect } from 'react';
import { Link, useFetcher } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { ListFilter } from '#features/lists/filter/list-filter.ts';
import type { RecordName } from '#features/lists/filter/listed-record.ts';
import type { ListCount } from '#features/lists/rows/count-matching.ts';

interface Props {
  record: RecordName;
  filter: Pick<ListFilter<string>, 'search' | 'conditions' | 'sort'>;
  /** `sort` is what the rows are sorted by, `is_newest_first` where a search found more than can be sorted. */
  list: { count: ListCount; sort: string; is_newest_first?: boolean };
  /** Where all of them are counted. */
  exactPath: string;
}

/** How many a search or a filter has found, said again by screen readers while one types; more than 10,000 are counted on request. */
export function Shown({ record, filter, list, exactPath }: Props) {
  const t = useTranslations('lists.shown');
  const format = useFormatter();
  const { count, is_exact } = useSettledCount(list.count, exactPath);
  if (!filter.search && filter.conditions.length === 0 && is_exact) return null;
  const isOtherwise = !list.is_newest_first && list.sort !== filter.sort;
  return (
    <p role="status">
      {is_exact ? t(`${record}.exact`, { count }) : t(`${record}.at_least`, { count: format.number(count) })}
      {list.is_newest_first && ` · ${t('newest_first')}`}
      {isOtherwise && ` · ${t('sorted_by_name')}`}{' '}
      {!is_exact && (
        <Link to={exactPath} preventScrollReset>
          {t('count_all')}
        </Link>
      )}
    </p>
  );
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
