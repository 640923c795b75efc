import { useTranslations } from 'use-intl';
import type { ImportedRecord } from '#features/imports/import.ts';
import { suffixOf } from '#features/imports/suffix-of.ts';
import css from './file-format.module.css';

/** A field as the list of what a file may hold shows it. */
export interface DescribedField {
  name: string;
  label: string;
  /** What it takes, in the reader's words. */
  accepts: string;
  example: string;
}

/** Every field that a column may go to, with what it takes and an example: made from the fields themselves. */
export function FileFormat({ record, fields }: { record: ImportedRecord; fields: readonly DescribedField[] }) {
  const t = useTranslations('imports.format');
  return (
    <section className={css.format} aria-labelledby="file-format">
      <h2 id="file-format">{t('title')}</h2>
      <p className={css.hint}>{t(`hint${suffixOf(record)}`)}</p>
      <div className={css.frame}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('accepted')}</th>
              <th scope="col">{t('example')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ name, label, accepts, example }) => (
              <tr key={name}>
                <th scope="row">{label}</th>
                <td>{accepts}</td>
                <td className={css.example}>{example}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
