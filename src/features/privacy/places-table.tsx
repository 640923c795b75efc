import { useFormatter, useTranslations } from 'use-intl';
import { Table } from '#ui/table.tsx';
import type { ErasedPlace } from './erasure.ts';

/** Where a person's values lie and what becomes of them there, as a preview and a certificate show it. */
export function PlacesTable({ caption, places }: { caption: string; places: readonly ErasedPlace[] }) {
  const t = useTranslations('privacy');
  const format = useFormatter();
  const rows = places.map((place, id) => ({ ...place, id }));
  return (
    <Table
      caption={caption}
      columns={[
        { key: 'place', header: t('erase.place'), cell: ({ place }) => t(`places.${place}`), width: 'wide' },
        { key: 'done', header: t('erase.done'), cell: ({ done }) => t(`done.${done}`) },
        { key: 'count', header: t('erase.count'), cell: ({ count }) => format.number(count), isNumeric: true },
      ]}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ place }) => t(`places.${place}`)}
    />
  );
}
