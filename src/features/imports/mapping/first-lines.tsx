import { useTranslations } from 'use-intl';
import css from './first-lines.module.css';

export interface FirstLine {
  line_number: number;
  cells: string[];
}

/** The first lines of a file as they were read, of which one holds the column names: choosing it is a field `header_row`. */
export function FirstLines({ lines, headerRow }: { lines: readonly FirstLine[]; headerRow: number }) {
  const t = useTranslations('imports.file_format');
  const width = Math.max(0, ...lines.map(({ cells }) => cells.length));
  return (
    <fieldset className={css.lines}>
      <legend>{t('row_of_names')}</legend>
      <div className={css.frame}>
        <label className={css.line}>
          <input type="radio" name="header_row" value="0" defaultChecked={headerRow === 0} />
          <span className={css.none}>{t('no_names')}</span>
        </label>
        {lines.map(({ line_number, cells }) => (
          <label key={line_number} className={css.line}>
            <input type="radio" name="header_row" value={line_number} defaultChecked={headerRow === line_number} />
            <span className={css.number}>{line_number}</span>
            {Array.from({ length: width }, (_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place
              <span key={column} className={css.cell}>
                {cells[column]}
              </span>
            ))}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
