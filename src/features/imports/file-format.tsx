import { useTranslations } from 'use-intl';
import type { FieldKind } from '#platform/fields/field.ts';
import css from './file-format.module.css';

/** A field as the list of what a file may hold shows it. */
export interface DescribedField {
  name: string;
  label: string;
  kind: FieldKind;
  /** Of a dropdown. */
  choices: readonly string[];
  example: string;
}

/** Every field that a column may go to, with what it takes and an example: made from the fields themselves. */
export function FileFormat({ fields }: { fields: readonly DescribedField[] }) {
  const t = useTranslations('imports.format');
  const accepts = useTranslations('imports.accepts');
  return (
    <section className={css.format} aria-labelledby="file-format">
      <h2 id="file-format">{t('title')}</h2>
      <p className={css.hint}>{t('hint')}</p>
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
            {fields.map(({ name, label, kind, choices, example }) => (
              <tr key={name}>
                <th scope="row">{label}</th>
                <td>{kind === 'dropdown' ? choices.join(' · ') : accepts(kind)}</td>
                <td className={css.example}>{example}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
