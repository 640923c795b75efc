import type { ImportColumn } from '#features/imports/import.ts';
import type { Field, ReadOptions } from '#platform/fields/field.ts';

const noDate = new Set(['0/0/00', '00/00/00', '00-00-00', '0000-00-00']);

/** True for what Outlook and databases write where there is no date. */
export function isNoDate(cell: string): boolean {
  return noDate.has(cell);
}

/** How the values of one column are read: as somebody has said, else as its first values tell. */
export function readingOptions(
  { kind }: Field,
  column: Pick<ImportColumn, 'reading' | 'told'>,
  options: ReadOptions,
): ReadOptions {
  if (kind === 'date') {
    const date_order = column.reading?.date_order ?? column.told?.date_order;
    const empty_words = new Set([...options.empty_words, ...noDate]);
    return { ...options, empty_words, ...(date_order && { date_order }) };
  }
  if (kind !== 'tags') return options;
  const tag_separator = column.reading?.tag_separator ?? column.told?.tag_separator;
  return tag_separator ? { ...options, tag_separator } : options;
}

/** True for a column of dates of which neither anybody nor its first values have said in which order they are written. */
export function isDateOrderOpen({ kind }: Field, { reading, told }: Pick<ImportColumn, 'reading' | 'told'>): boolean {
  return kind === 'date' && reading?.date_order === undefined && told?.is_date_order_open === true;
}
