import { useTranslations } from 'use-intl';
import type { MappingPreview as Preview, SampleRow, ShownTrouble } from './check-sample-rows.ts';
import css from './mapping-preview.module.css';

/** The first rows of the file as they will become, with what is wrong where it is wrong. */
export function MappingPreview({ fields, rows, refusal }: Preview) {
  const t = useTranslations('imports.mapping');
  const refused = rows.filter(({ is_refused }) => is_refused).length;
  return (
    <section className={css.preview} aria-labelledby="preview">
      <div className={css.head}>
        <h2 id="preview">{t('preview_title')}</h2>
        {refused > 0 && <p className={css.refused}>{t('preview_refused', { count: refused })}</p>}
      </div>
      {refusal !== null ? (
        <p className={css.refused}>{refusal}</p>
      ) : rows.length === 0 ? (
        <p className={css.none}>{t('preview_none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by keys
        <div className={css.frame} tabIndex={0}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('preview_row')}</th>
                {fields.map(({ ref, label }) => (
                  <th scope="col" key={ref}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.line_number} row={row} fields={fields} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ row, fields }: { row: SampleRow; fields: Preview['fields'] }) {
  return (
    <tr data-refused={row.is_refused ? '' : undefined}>
      <th scope="row">
        {row.line_number}
        {row.troubles.map((trouble) => (
          <Trouble key={trouble.sentence} {...trouble} />
        ))}
      </th>
      {fields.map(({ ref, label }, at) => (
        <Cell key={ref} label={label} {...row.cells[at]!} />
      ))}
    </tr>
  );
}

function Cell({ label, text, is_kept, trouble }: { label: string } & SampleRow['cells'][number]) {
  return (
    <td data-label={label}>
      {text !== '' && !is_kept ? <del>{text}</del> : text}
      {trouble && <Trouble {...trouble} />}
    </td>
  );
}

/** A few words, and the whole sentence for whoever asks, with a finger or a key as well as with a mouse. */
function Trouble({ label, sentence, is_warning }: ShownTrouble) {
  return (
    <details className={css.trouble} data-warning={is_warning ? '' : undefined}>
      <summary>{label}</summary>
      {sentence}
    </details>
  );
}
