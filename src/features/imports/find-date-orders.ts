import { type DateOrder, dateOrderOf, dateOrderOfCountry } from '#platform/fields/date-order.ts';
import type { TableStream } from '#platform/tables/table.ts';
import type { ImportPlan } from './plan-import.ts';

/** True where the first rows of the file do not tell in which order a column of dates is written. */
export function hasOpenDateOrder(plan: ImportPlan): boolean {
  return plan.columns.some(({ is_date_order_open }) => is_date_order_open);
}

/**
 * The plan with the order of every column of dates: what most dates of the whole file say for themselves, or, where all
 * fit both orders, what the account's country writes. The same for the check and the run, since it is the same file.
 */
export async function withDateOrders(plan: ImportPlan, stream: TableStream): Promise<ImportPlan> {
  const open = plan.columns.filter(({ is_date_order_open }) => is_date_order_open);
  const balance = new Map(open.map(({ position }) => [position, 0]));
  for await (const rows of stream) {
    for (const { cells } of rows) {
      for (const { position } of open) {
        const order = dateOrderOf((cells[position] ?? '').trim());
        if (order === 'day_first') balance.set(position, balance.get(position)! + 1);
        else if (order === 'month_first') balance.set(position, balance.get(position)! - 1);
      }
    }
  }
  const orderOf = (position: number): DateOrder => {
    const days = balance.get(position)!;
    if (days === 0) return dateOrderOfCountry(plan.options.country);
    return days > 0 ? 'day_first' : 'month_first';
  };
  const columns = plan.columns.map((column) =>
    column.is_date_order_open
      ? { ...column, options: { ...column.options, date_order: orderOf(column.position) } }
      : column,
  );
  return { ...plan, columns };
}
