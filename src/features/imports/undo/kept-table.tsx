import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { ChangedValue } from '#features/imports/changed-value.tsx';
import type { ImportedRecord } from '#features/imports/import.ts';
import css from '#features/imports/imported-rows.module.css';
import { suffixOf } from '#features/imports/suffix-of.ts';
import type { ShownKept } from './read-kept.ts';

/** What an undo leaves as it is, each with the reason. */
export function KeptTable({ record: of, kept }: { record: ImportedRecord; kept: readonly ShownKept[] }) {
  const t = useTranslations('imports.undo');
  return (
    <div className={css.frame}>
      <table className={css.table} data-view="kept">
        <caption className="visually-hidden">{t('stays_label')}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`who${suffixOf(of)}`)}</th>
            <th scope="col">{t('why')}</th>
          </tr>
        </thead>
        <tbody>
          {kept.map((one) => (
            <tr key={`${one.record} ${one.record_id}`}>
              <th scope="row">
                <Who of={of} {...one} />
              </th>
              <td>
                <Why {...one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Who({ of, record, record_id, name }: ShownKept & { of: ImportedRecord }) {
  const t = useTranslations('imports.undo');
  if (name === null) return t('gone');
  const folder = record === 'contact' ? 'contacts' : 'companies';
  return (
    <>
      <Link to={`/${folder}/${record_id}`}>{name}</Link>
      {record !== of && <span className={css.aside}> {t('company')}</span>}
    </>
  );
}

function Why({ reason, fields }: ShownKept) {
  const t = useTranslations('imports.undo');
  if (reason) return t(`reasons.${reason}`);
  return (
    <ul className={css.changes}>
      {fields.map(({ ref, label, kind, before, after, state }) => (
        <li key={ref}>
          <span className={css.field}>{label}</span>{' '}
          <ChangedValue name={ref} kind={kind} before={before} after={after} />{' '}
          <span className={css.aside}>{t(`states.${state}`)}</span>
        </li>
      ))}
    </ul>
  );
}
