import { useTranslations } from 'use-intl';
import type { ImportedRecord } from '#features/imports/import.ts';
import { suffixOf } from '#features/imports/suffix-of.ts';
import type { DateOrder } from '#platform/fields/date-order.ts';
import type { ColumnHint } from './column-hints.ts';
import css from './import-mapping.module.css';
import type { FieldChoice, MappedColumn } from './mapping-choices.ts';
import { MappingRow } from './mapping-row.tsx';

interface Props {
  record: ImportedRecord;
  columns: readonly MappedColumn[];
  fields: readonly FieldChoice[];
  hints: readonly ColumnHint[];
  countryOrder: DateOrder;
  canCreateFields: boolean;
}

/** So many columns are worth a fold of their own. */
const fewest = 4;

/**
 * One line for each column of the file: what stands in it, the field it goes to and what it does to a contact there. Columns
 * that are empty or of another program's own affairs, of which exports have dozens, are folded away.
 */
export function MappingTable({ columns, ...rest }: Props) {
  const t = useTranslations('imports.mapping');
  const quiet = columns.filter(isQuiet);
  const isFolded = quiet.length >= fewest && quiet.length < columns.length;
  const shown = isFolded ? columns.filter((column) => !isQuiet(column)) : columns;
  return (
    <>
      <Columns caption={t('title')} columns={shown} {...rest} />
      {isFolded && (
        <details className={css.folded}>
          <summary>{t('more_columns', { count: quiet.length })}</summary>
          <Columns caption={t('more_columns', { count: quiet.length })} columns={quiet} {...rest} />
        </details>
      )}
    </>
  );
}

function isQuiet({ samples, field, proposal }: MappedColumn): boolean {
  return samples.length === 0 || (field === null && proposal?.is_quiet === true);
}

function Columns({ record, caption, columns, hints, ...rest }: Props & { caption: string }) {
  const t = useTranslations('imports.mapping');
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('column')}</th>
          <th scope="col">{t('first_values')}</th>
          <th scope="col">{t('goes_to')}</th>
          <th scope="col">{t(`rule${suffixOf(record)}`)}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => {
          const hint = hints.find(({ position }) => position === column.position);
          return <MappingRow key={column.position} column={column} hint={hint} {...rest} />;
        })}
      </tbody>
    </table>
  );
}
