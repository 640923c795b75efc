import { useFormatter, useTranslations } from 'use-intl';
import type { ErasedPlace } from './erasure.ts';
import css from './places-table.module.css';

/** Where a person's values lie and what becomes of them there, as a preview and a certificate show it: dense, nothing to press. */
export function PlacesTable({ caption, places }: { caption: string; places: readonly ErasedPlace[] }) {
  const t = useTranslations('privacy');
  const format = useFormatter();
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('erase.place')}</th>
          <th scope="col">{t('erase.done')}</th>
          <th scope="col" className={css.count}>
            {t('erase.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {places.map(({ place, done, count }) => (
          <tr key={`${place} ${done}`}>
            <th scope="row">{t(`places.${place}`)}</th>
            <td>{t(`done.${done}`)}</td>
            <td className={css.count}>{format.number(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
