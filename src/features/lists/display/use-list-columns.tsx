import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useChoiceWords } from '#features/lists/filter/condition-words.tsx';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import { isNewestFirst, type ListFilter } from '#features/lists/filter/list-filter.ts';
import type { FieldKind, FieldValue } from '#platform/fields/field.ts';
import { Moment } from '#ui/moment.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import { RecordValue } from '#ui/record-value.tsx';
import type { Column } from '#ui/table.tsx';
import { canSortBy, type SortedList } from './sorting.ts';

interface Props<Row, Filter> {
  name: Pick<Column<Row>, 'header' | 'cell' | 'width'>;
  columns: readonly FilterField[];
  filter: Filter;
  list: SortedList;
  /** Fields by which any number of records is sorted; by others up to 10,000. */
  alwaysSorted: readonly string[];
  pathOf(filter: Filter): string;
  /** What a row shows of a field by itself; undefined where the value says it. */
  cellOf(field: FilterField, row: Row): ReactNode | undefined;
}

const narrow = new Set(['time', 'date', 'checkbox', 'number', 'phone']);
/** Kinds whose values read as they are. */
const kinds: Partial<Record<FilterField['kind'], FieldKind>> = { number: 'number', date: 'date', checkbox: 'checkbox' };

/** The columns of a list: the name and those chosen. Headers sort where the list can be sorted so. */
export function useListColumns<Row extends { values: Record<string, FieldValue> }, Filter extends ListFilter<string>>({
  name,
  columns,
  filter,
  list,
  alwaysSorted,
  pathOf,
  cellOf,
}: Props<Row, Filter>): [Column<Row>, ...Column<Row>[]] {
  const t = useTranslations() as unknown as (key: string) => string;
  const labelOf = useFieldLabel();
  const valueCell = useValueCell();
  const sorted = (sort: string): Pick<Column<Row>, 'sort'> =>
    canSortBy(sort, list, alwaysSorted) ? { sort: sortOf({ filter, current: list.sort, pathOf }, sort) } : {};
  return [
    { width: 'share', ...name, key: 'name', ...sorted('name') },
    ...columns.map((field, at): Column<Row> => {
      const own = (row: Row) => cellOf(field, row);
      return {
        key: field.name,
        header: field.short_label ? t(field.short_label) : labelOf(field),
        cell: (row) => own(row) ?? valueCell(field, row.values[field.name] ?? null),
        width: widthOf(field),
        ...(field.kind === 'number' ? { isNumeric: true } : {}),
        // A card on a phone shows the first few.
        isHiddenOnPhone: at > 2,
        ...sorted(field.name),
      };
    }),
  ];
}

function widthOf({ kind, short_label }: FilterField): NonNullable<Column<unknown>['width']> {
  if (narrow.has(kind) || short_label) return 'narrow';
  return kind === 'email' ? 'share-more' : 'share';
}

function useValueCell(): (field: FilterField, value: FieldValue) => ReactNode {
  const wordsOf = useChoiceWords();
  return (field, value) => {
    if (value === null) return null;
    if (field.kind === 'time') return <Moment at={new Date(String(value))} />;
    if (field.kind === 'choice') return wordsOf(field, String(value));
    if (Array.isArray(value)) return value.join(', ');
    const kind = kinds[field.kind];
    return kind ? <RecordValue field={{ kind }} value={value} /> : String(value);
  };
}

/** A second press turns the order round. */
function sortOf<Filter extends ListFilter<string>>(
  { filter, current, pathOf }: { filter: Filter; current: string; pathOf(filter: Filter): string },
  sort: string,
): NonNullable<Column<unknown>['sort']> {
  const isCurrent = current === sort;
  const is_descending = isCurrent ? !filter.is_descending : isNewestFirst(sort);
  const direction = isCurrent ? (filter.is_descending ? 'descending' : 'ascending') : null;
  return { to: pathOf({ ...filter, sort, is_descending }), direction };
}
