import { useTranslations } from 'use-intl';
import { Icon } from '#ui/icon.tsx';
import css from './import-rows.module.css';
import type { RowsToCorrect, RowToCorrect } from './list-rows-to-correct.ts';
import { type RowJudgement, useRowCheck } from './use-row-check.ts';

/** Refused rows as a grid of their cells, each with why it is refused; as one types, it says what would become of the row. */
export function RowGrid({ id, columns, rows }: Pick<RowsToCorrect, 'columns' | 'rows'> & { id: number }) {
  const t = useTranslations('imports.grid');
  const { judgements, type } = useRowCheck(id, rows);
  return (
    <div className={css.frame}>
      <table className={css.grid}>
        <caption className="visually-hidden">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('line')}</th>
            {columns.map(({ position, header }) => (
              <th scope="col" key={position}>
                {header || t('without_name', { column: position + 1 })}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <GridRow
            key={row.row_number}
            row={row}
            columns={columns}
            judgement={judgements.get(row.row_number)}
            onType={(position, text) => type(row.row_number, position, text)}
          />
        ))}
      </table>
    </div>
  );
}

interface GridRowProps {
  row: RowToCorrect;
  columns: RowsToCorrect['columns'];
  judgement: RowJudgement | undefined;
  onType: (position: number, text: string) => void;
}

function GridRow({ row, columns, judgement, onType }: GridRowProps) {
  const t = useTranslations('imports.grid');
  const outcome = judgement?.outcome ?? (row.is_corrected ? 'corrected' : 'refused');
  const why = `why-${row.row_number}`;
  return (
    <tbody data-outcome={outcome}>
      <tr>
        <th scope="row" rowSpan={2}>
          {row.line_number}
          <input type="hidden" name="row_number" value={row.row_number} />
        </th>
        {columns.map(({ position, header }) => (
          <td key={position}>
            <textarea
              name="cell"
              rows={1}
              defaultValue={row.cells[position]}
              aria-label={t('cell', { header, line: row.line_number })}
              aria-describedby={why}
              onChange={(event) => onType(position, event.currentTarget.value)}
            />
          </td>
        ))}
      </tr>
      <tr>
        <td colSpan={columns.length} className={css.why} id={why} aria-live="polite">
          {outcome === 'refused' ? (
            (judgement?.sentences ?? row.sentences).map((sentence) => (
              <p key={sentence}>
                <Icon name="alert" />
                {sentence}
              </p>
            ))
          ) : (
            <p>
              <Icon name="check" />
              {t(`outcomes.${outcome}`)}
            </p>
          )}
        </td>
      </tr>
    </tbody>
  );
}
