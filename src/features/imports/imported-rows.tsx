import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { Button } from '#ui/button.tsx';
import { ButtonLink } from '#ui/button-link.tsx';
import { Form } from '#ui/form.tsx';
import { Icon } from '#ui/icon.tsx';
import { Pager } from '#ui/pager.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { useIntent } from '#ui/use-intent.ts';
import { ChangedValue } from './changed-value.tsx';
import type { Counts, ImportedRecord, ImportState } from './import.ts';
import css from './imported-rows.module.css';
import type { RowView, ShownRow, ShownRows } from './read-rows.ts';
import { suffixOf } from './suffix-of.ts';
import { UndoRow } from './undo/undo-row.tsx';

type Props = ShownRows & {
  id: number;
  record: ImportedRecord;
  counts: Counts;
  state: ImportState;
  /** Whether what the rows did can be undone, one by one. */
  canUndo: boolean;
};

/** The rows that there is something to say of: what changes from what to what, what is refused or warned of and why. */
export function ImportedRows(props: Props) {
  const { id, record: of, counts, state, phase, view, rows, previous, next, narrowings, narrowed, canUndo } = props;
  const t = useTranslations('imports.rows');
  const isForecast = phase === 'check';
  const views = isForecast
    ? (['updated', 'refused', 'warned'] as const)
    : (['created', 'updated', 'refused', 'warned'] as const);
  const pathTo = (more: Record<string, string | number | null>) => {
    const query = Object.entries({ show: view, ...more }).flatMap(([name, value]) =>
      value === null ? [] : [[name, String(value)] as [string, string]],
    );
    return `/imports/${id}?${new URLSearchParams(query)}`;
  };
  const narrowing = { [view === 'updated' ? 'field' : 'reason']: narrowed };
  return (
    <section className={css.rows} aria-label={t('label')}>
      <div className={css.head}>
        <Tabs
          label={t('label')}
          tabs={views.map((one) => ({
            to: pathTo({ show: one }),
            label: isForecast && one !== 'created' ? t(`forecast.${one}`) : t(`views.${one}`),
            isCurrent: one === view,
            count: { count: counts[one], isExact: true },
          }))}
        />
        {counts.refused > 0 && (
          <div className={css.refused}>
            <CorrectRefused id={id} state={state} />
            <a href={`/imports/${id}/refused.csv`} className={css.download} download>
              <Icon name="download" />
              {t('download_refused')}
            </a>
          </div>
        )}
      </div>
      {narrowings.length > 1 && (
        <ul className={css.narrowings} aria-label={t('narrow')}>
          {[{ key: null, label: t('all'), count: counts[view] }, ...narrowings].map(({ key, label, count }) => (
            <li key={key ?? ''}>
              <Link
                to={pathTo({ [view === 'updated' ? 'field' : 'reason']: key })}
                aria-current={key === narrowed ? 'true' : undefined}
                preventScrollReset
              >
                {label} <span>{t('count', { count })}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {rows.length === 0 ? (
        <p className={css.none}>{t(`none${suffixOf(of)}.${view}`)}</p>
      ) : (
        <RowTable of={of} view={view} rows={rows} canUndo={canUndo} />
      )}
      <Pager
        previousTo={previous === null ? null : pathTo({ ...narrowing, before: previous })}
        nextTo={next === null ? null : pathTo({ ...narrowing, after: next })}
      />
    </section>
  );
}

/** Before the run rows are corrected in place, afterwards in an import of their own. */
function CorrectRefused({ id, state }: { id: number; state: ImportState }) {
  const t = useTranslations('imports.rows');
  const { isSending } = useIntent();
  if (state === 'checked') {
    return (
      <ButtonLink to={`/imports/${id}/rows`} kind="quiet" size="small" icon="edit">
        {t('correct')}
      </ButtonLink>
    );
  }
  if (state !== 'done') return null;
  return (
    <Form layout="bare">
      <Button name="intent" value="correct" kind="quiet" size="small" icon="edit" isBusy={isSending('correct')}>
        {t('correct_again')}
      </Button>
    </Form>
  );
}

interface TableProps {
  /** What the rows are. */
  of: ImportedRecord;
  view: RowView;
  rows: readonly ShownRow[];
  canUndo: boolean;
}

function RowTable({ of, view, rows, canUndo }: TableProps) {
  const t = useTranslations('imports.rows');
  const hasUndo = (view === 'created' || view === 'updated') && (canUndo || rows.some(({ undone }) => undone));
  return (
    <div className={css.frame}>
      <table className={css.table} data-view={view}>
        <caption className="visually-hidden">{t(`views.${view}`)}</caption>
        <thead>
          <tr>
            {view !== 'created' && <th scope="col">{t('row')}</th>}
            <th scope="col">{view === 'refused' ? t('cells') : t(of)}</th>
            {view !== 'created' && <th scope="col">{view === 'updated' ? t('changes') : t('reason')}</th>}
            {hasUndo && (
              <th scope="col" className={css.undo}>
                <span className="visually-hidden">{t('undo')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row_number}>
              {view !== 'created' && <th scope="row">{row.line_number}</th>}
              <td>{view === 'refused' ? <Cells cells={row.cells} /> : <Who of={of} view={view} {...row} />}</td>
              {view !== 'created' && (
                <td>
                  {view === 'updated' ? <Changes {...row} /> : row.sentences.map((one) => <p key={one}>{one}</p>)}
                </td>
              )}
              {hasUndo && (
                <td className={css.undo}>
                  <UndoRow of={of} row={row} canUndo={canUndo} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Who({ of, view, record, cells, undone }: ShownRow & Pick<TableProps, 'of' | 'view'>) {
  const t = useTranslations('imports.rows');
  // Somebody created who has no record was deleted for ever since.
  const isGone = undone !== null || view === 'created';
  if (!record) return cells.length > 0 ? <Cells cells={cells} /> : isGone ? t('gone') : t(`new_${of}`);
  return record.id === null ? (
    record.name
  ) : (
    <Link to={`/${of === 'contact' ? 'contacts' : 'companies'}/${record.id}`}>{record.name}</Link>
  );
}

function Cells({ cells }: { cells: readonly string[] }) {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return <span className={css.cells}>{filled.map((cell) => cell.slice(0, 60)).join(' · ')}</span>;
}

function Changes({ changes }: ShownRow) {
  return (
    <ul className={css.changes}>
      {changes.map(({ ref, label, kind, before, after }) => (
        <li key={ref}>
          <span className={css.field}>{label}</span> <ChangedValue name={ref} {...{ kind, before, after }} />
        </li>
      ))}
    </ul>
  );
}
