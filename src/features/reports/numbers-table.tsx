import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import css from './chart.module.css';

interface Props {
  caption: string;
  headers: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

/** What a chart shows, in numbers, for whoever reads better in rows. */
export function NumbersTable({ caption, headers, rows }: Props) {
  const t = useTranslations('reports');
  return (
    <details className={css.numbers}>
      <summary>{t('as_table')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by keys */}
      <section className={css.scroll} aria-label={`${caption} · ${t('as_table')}`} tabIndex={0}>
        <table className={css.table}>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {headers.map((header) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells: [first, ...others] }) => (
              <tr key={key}>
                <th scope="row">{first}</th>
                {others.map((cell, at) => (
                  <td key={headers[at + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
