import { type DateOrder, dateOrderOf, dateOrderOfCountry } from '#platform/fields/date-order.ts';
import type { TableStream } from '#platform/tables/table.ts';
import type { ImportPlan } from './plan-import.ts';

/**
 * In which order the columns of dates are written whose first rows do not tell, by their position: what most dates of the
 * whole file say for themselves, or, where all fit both orders, what the account's country writes.
 */
export async function findDateOrders(plan: ImportPlan, stream: TableStream): Promise<Map<number, DateOrder>> {
  const balance = new Map<number, number>();
  for (const { position, is_date_order_open } of plan.columns) if (is_date_order_open) balance.set(position, 0);
  if (balance.size === 0) return new Map();
  for await (const rows of stream) {
    for (const { cells } of rows) {
      for (const [position, days] of balance) {
        const order = dateOrderOf((cells[position] ?? '').trim());
        if (order === 'day_first') balance.set(position, days + 1);
        else if (order === 'month_first') balance.set(position, days - 1);
      }
    }
  }
  const orderOf = (days: number): DateOrder => {
    if (days === 0) return dateOrderOfCountry(plan.options.country);
    return days > 0 ? 'day_first' : 'month_first';
  };
  return new Map([...balance].map(([position, days]) => [position, orderOf(days)]));
}
