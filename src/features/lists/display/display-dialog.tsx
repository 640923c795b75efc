import { useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import type { FilterField } from '#features/lists/filter/filter-field.ts';
import { isNewestFirst, type ListFilter } from '#features/lists/filter/list-filter.ts';
import { Button } from '#ui/button.tsx';
import { CellSelect } from '#ui/cell-select.tsx';
import { DensitySwitch } from '#ui/density-switch.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { useFieldLabel } from '#ui/record-field.tsx';
import css from './display.module.css';
import { columnFields, mostColumns, writeListColumns } from './list-columns.ts';

type Order = Pick<ListFilter<string>, 'sort' | 'is_descending'>;

export interface DisplayDialogProps {
  columns: readonly FilterField[];
  fields: readonly FilterField[];
  /** The names of those that are shown unless somebody chooses otherwise. */
  usual: readonly string[];
  /** What the list is sorted by, and what else it can be sorted by. */
  order: Order;
  sortable: readonly FilterField[];
  /** Where the list is with these columns, and in this order if another was chosen. */
  pathOf(columns: string | null, order: Order | null): string;
}

/** How the list is sorted, what it shows of each record, and how close rows stand. Opens as it comes. */
export function DisplayDialog({ columns, fields, usual, order: current, sortable, pathOf }: DisplayDialogProps) {
  const t = useTranslations('lists.display');
  const labelOf = useFieldLabel();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const [shown, setShown] = useState<readonly string[]>(columns.map(({ name }) => name));
  const [order, setOrder] = useState<Order | null>(null);
  const [news, setNews] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const apply = () => {
    dialog.current?.close();
    navigate(pathOf(writeListColumns(shown, usual), order), { preventScrollReset: true });
  };
  const offered = columnFields(fields);
  const fieldOf = (name: string) => offered.find((field) => field.name === name);
  const move = (name: string, by: -1 | 1) => {
    const from = shown.indexOf(name);
    const moved = shown.toSpliced(from, 1).toSpliced(from + by, 0, name);
    setShown(moved);
    setNews(t('moved', { column: labelOf(fieldOf(name)!), position: from + by + 1, count: moved.length }));
  };
  const hidden = offered.filter(({ name }) => !shown.includes(name));
  return (
    <Dialog
      id={id}
      dialogRef={dialog}
      title={t('title')}
      actions={
        <>
          <Button type="button" kind="quiet" onClick={() => setShown(usual)}>
            {t('usual')}
          </Button>
          <Button type="button" kind="primary" onClick={apply}>
            {t('apply')}
          </Button>
        </>
      }
    >
      <OrderChoice order={order ?? current} sortable={sortable} onChange={setOrder} />
      <section className={css.columns}>
        <h3>{t('rows')}</h3>
        <DensitySwitch />
      </section>
      <section className={css.columns} aria-labelledby={`${id}-shown`}>
        <h3 id={`${id}-shown`}>{t('shown')}</h3>
        <ol>
          {shown.map((name, at) => {
            const field = fieldOf(name);
            if (!field) return null;
            const column = labelOf(field);
            return (
              <li key={name}>
                <span>{column}</span>
                <Button
                  type="button"
                  kind="quiet"
                  size="small"
                  icon="arrowUp"
                  disabled={at === 0}
                  aria-label={t('up', { column })}
                  onClick={() => move(name, -1)}
                />
                <Button
                  type="button"
                  kind="quiet"
                  size="small"
                  icon="arrowDown"
                  disabled={at === shown.length - 1}
                  aria-label={t('down', { column })}
                  onClick={() => move(name, 1)}
                />
                <Button
                  type="button"
                  kind="quiet"
                  size="small"
                  icon="close"
                  aria-label={t('hide', { column })}
                  onClick={() => setShown(shown.filter((each) => each !== name))}
                />
              </li>
            );
          })}
        </ol>
        <p role="status" className="visually-hidden">
          {news}
        </p>
      </section>
      {hidden.length > 0 && (
        <section className={css.columns} aria-labelledby={`${id}-hidden`}>
          <h3 id={`${id}-hidden`}>{t('hidden')}</h3>
          <ul className={css.offered}>
            {hidden.map((field) => (
              <li key={field.name}>
                <Button
                  type="button"
                  size="small"
                  icon="plus"
                  disabled={shown.length >= mostColumns}
                  onClick={() => setShown([...shown, field.name])}
                >
                  {labelOf(field)}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  );
}

interface OrderChoiceProps {
  order: Order;
  sortable: readonly FilterField[];
  onChange(order: Order): void;
}

/** Also by fields that no column shows, and on phones, whose lists have no headers to press. */
function OrderChoice({ order, sortable, onChange }: OrderChoiceProps) {
  const t = useTranslations('lists.display');
  const labelOf = useFieldLabel();
  if (sortable.length === 0) return null;
  const kind = sortable.find(({ name }) => name === order.sort)?.kind;
  const isTime = kind === 'time' || kind === 'date';
  return (
    <section className={css.columns}>
      <h3>{t('sort')}</h3>
      <div className={css.order}>
        <CellSelect
          name="sort"
          label={t('sort_by')}
          value={order.sort}
          onChange={({ currentTarget: { value: sort } }) => onChange({ sort, is_descending: isNewestFirst(sort) })}
        >
          {sortable.map((field) => (
            <option key={field.name} value={field.name}>
              {labelOf(field)}
            </option>
          ))}
        </CellSelect>
        <CellSelect
          name="order"
          label={t('direction')}
          value={order.is_descending ? 'descending' : 'ascending'}
          onChange={({ currentTarget: { value } }) => onChange({ ...order, is_descending: value === 'descending' })}
        >
          <option value="ascending">{t(isTime ? 'oldest_first' : 'ascending')}</option>
          <option value="descending">{t(isTime ? 'newest_first' : 'descending')}</option>
        </CellSelect>
      </div>
    </section>
  );
}
