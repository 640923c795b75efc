import type { KeyboardEvent, ReactNode } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { Icon } from './icon.tsx';
import css from './table.module.css';
import type { Selection } from './use-selection.ts';

export interface Column<Row> {
  key: string;
  header: string;
  cell(row: Row): ReactNode;
  /** Numbers stand at the end of their column, so that digits line up. */
  isNumeric?: boolean;
  /**
   * `narrow` fits its content, `wide` takes what is left, `share` a part of it on one line, cut where it ends, `share-more` a
   * larger one.
   */
  width?: 'narrow' | 'wide' | 'share' | 'share-more';
  /** Where a press on the header leads, and how the list is sorted now. */
  sort?: { to: string; direction: 'ascending' | 'descending' | null };
  /** Left out of the cards that phones show. */
  isHiddenOnPhone?: boolean;
}

interface Props<Row> {
  /** What the table lists, for screen readers. */
  caption: string;
  /** The first column names the row; with `pathOf` it is the row's link. */
  columns: readonly [Column<Row>, ...Column<Row>[]];
  rows: readonly Row[];
  idOf(row: Row): number;
  /** The row's name in words, for its checkbox. */
  nameOf(row: Row): string;
  pathOf?: (row: Row) => string;
  /** Buttons that appear when the row is pointed at or has the focus. */
  actionsOf?: (row: Row) => ReactNode;
  selection?: Selection;
  /** Shown instead of rows: an EmptyState that says what to do next. */
  empty?: ReactNode;
}

/**
 * The list of the console: sticky header, whole rows as links, selection with ranges (shift), arrow keys between rows,
 * the space bar to choose one, cards on phones. Sorting and paging are links, so that the address says what is shown.
 */
export function Table<Row>(props: Props<Row>) {
  const { caption, rows, empty } = props;
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div className={css.frame}>
      <table className={css.table}>
        <caption className="visually-hidden">{caption}</caption>
        <Head {...props} />
        <tbody onKeyDown={(event) => walkRows(event, props.selection)}>
          {rows.map((row) => (
            <BodyRow key={props.idOf(row)} row={row} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row>({ columns, rows, selection, actionsOf }: Props<Row>) {
  const t = useTranslations('ui.table');
  return (
    <thead>
      <tr>
        {selection && (
          <th className={css.tick}>
            <input
              type="checkbox"
              aria-label={t('select_page')}
              checked={rows.length > 0 && selection.ids.size === rows.length}
              ref={(box) => {
                if (box) box.indeterminate = selection.ids.size > 0 && selection.ids.size < rows.length;
              }}
              onChange={selection.togglePage}
            />
          </th>
        )}
        {columns.map(({ key, header, isNumeric, width, sort }) => (
          <th
            key={key}
            scope="col"
            data-numeric={isNumeric ? '' : undefined}
            data-width={width}
            aria-sort={sort?.direction ?? undefined}
          >
            {sort ? (
              <Link to={sort.to} className={css.sort} preventScrollReset>
                {header}
                {sort.direction && <Icon name={sort.direction === 'ascending' ? 'arrowUp' : 'arrowDown'} size={12} />}
              </Link>
            ) : (
              header
            )}
          </th>
        ))}
        {actionsOf && (
          <th className={css.actionsHead}>
            <span className="visually-hidden">{t('actions')}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

function BodyRow<Row>({ row, columns, idOf, nameOf, pathOf, actionsOf, selection }: Props<Row> & { row: Row }) {
  const t = useTranslations('ui.table');
  const [first, ...others] = columns;
  const id = idOf(row);
  const isChosen = selection?.ids.has(id) ?? false;
  return (
    <tr aria-selected={selection ? isChosen : undefined}>
      {selection && (
        <td className={css.tick}>
          <input
            type="checkbox"
            name="ids"
            value={id}
            aria-label={t('select_row', { name: nameOf(row) })}
            checked={isChosen}
            onChange={(event) => selection.toggle(id, (event.nativeEvent as MouseEvent).shiftKey === true)}
          />
        </td>
      )}
      <th scope="row" className={css.first} data-width={first.width}>
        {pathOf ? (
          <Link to={pathOf(row)} className={css.open}>
            {first.cell(row)}
          </Link>
        ) : (
          first.cell(row)
        )}
      </th>
      {others.map(({ key, header, cell, isNumeric, width, isHiddenOnPhone }) => (
        <td
          key={key}
          data-label={header}
          data-numeric={isNumeric ? '' : undefined}
          data-width={width}
          data-phone={isHiddenOnPhone ? 'hidden' : undefined}
        >
          {cell(row)}
        </td>
      ))}
      {actionsOf && (
        <td className={css.actions}>
          <div>{actionsOf(row)}</div>
        </td>
      )}
    </tr>
  );
}

/** Arrow keys walk from row to row, on links as on checkboxes; the space bar chooses a row, with shift all from the last one on. */
function walkRows(event: KeyboardEvent<HTMLTableSectionElement>, selection: Selection | undefined) {
  const from = event.target as HTMLElement;
  if (selection && event.key === 'Escape' && selection.ids.size > 0) return selection.clear();
  const box = event.key === ' ' && from.matches('a') ? from.closest('tr')?.querySelector('input') : null;
  if (selection && box) {
    event.preventDefault();
    return selection.toggle(Number(box.value), event.shiftKey);
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const row = from.closest('tr');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  const wanted = from.matches('input') ? 'input' : 'a';
  const target = next?.querySelector<HTMLElement>(wanted);
  if (!target) return;
  event.preventDefault();
  target.focus();
}
