import { useTranslations } from 'use-intl';
import { type DateOrder, dateOrders } from '#platform/fields/date-order.ts';
import type { FieldKind } from '#platform/fields/field.ts';
import { tagSeparators } from '#platform/fields/tag-separator.ts';
import { CellSelect } from '#ui/cell-select.tsx';
import type { MappedColumn } from './mapping-choices.ts';

interface Props {
  /** The column as people know it. */
  name: string;
  column: MappedColumn;
  /** Of the field it goes to. */
  kind: FieldKind | undefined;
  /** How the account's country writes dates. */
  countryOrder: DateOrder;
}

/** How a column of dates or tags is read: as its values tell, which it says, or as somebody knows better. */
export function ReadingChoice({ name, column, kind, countryOrder }: Props) {
  const t = useTranslations('imports.readings');
  const label = useTranslations('imports.mapping')('reading_of', { column: name });
  const { told, reading } = column;
  if (kind === 'tags') {
    const separator = told?.tag_separator;
    return (
      <CellSelect name="reading" label={label} defaultValue={reading?.tag_separator ?? ''}>
        <option value="">{separator ? t('told_tags', { separator: t(separator) }) : t('any_tags')}</option>
        {tagSeparators.map((one) => (
          <option key={one} value={one}>
            {t(one)}
          </option>
        ))}
      </CellSelect>
    );
  }
  // Dates of which none is written in two orders need no word.
  const isUsed = kind === 'date' && (told?.date_order || told?.is_date_order_open);
  if (!isUsed) return <input type="hidden" name="reading" value="" />;
  const order = told.date_order
    ? t('told_date', { order: t(told.date_order) })
    : t('open_date', { order: t(countryOrder) });
  return (
    <CellSelect name="reading" label={label} defaultValue={reading?.date_order ?? ''}>
      <option value="">{column.samples.length > 0 ? order : t('plain_date')}</option>
      {dateOrders.map((one) => (
        <option key={one} value={one}>
          {t(one)}
        </option>
      ))}
    </CellSelect>
  );
}
