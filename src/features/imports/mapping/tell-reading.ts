import type { ImportColumn } from '#features/imports/import.ts';
import { dateOrderOf } from '#platform/fields/date-order.ts';
import { tellTagSeparator } from '#platform/fields/tag-separator.ts';

/**
 * What the first values of a column tell of how to read it, whatever it is meant for; undefined where they tell nothing.
 * The order of dates stays open where all fit both orders, as many speak for one as for the other, or there are none.
 */
export function tellReading(cells: readonly string[]): ImportColumn['told'] {
  const orders = cells.map(dateOrderOf);
  const count = (order: (typeof orders)[number]) => orders.filter((one) => one === order).length;
  const [days, months] = [count('day_first'), count('month_first')];
  const tag_separator = tellTagSeparator(cells);
  const told: NonNullable<ImportColumn['told']> = {};
  if (days !== months) told.date_order = days > months ? 'day_first' : 'month_first';
  else if (days > 0 || count('either') > 0 || cells.length === 0) told.is_date_order_open = true;
  if (tag_separator) told.tag_separator = tag_separator;
  return Object.keys(told).length > 0 ? told : undefined;
}
