import { type DateOrder, dateOrderOfCountry } from '#platform/fields/date-order.ts';
import type { ImportPlan } from './plan-import.ts';

/**
 * The plan with an order for every column of dates that had none. Without orders, before the whole file was read, that is
 * the order of the account's country.
 */
export function withDateOrders(plan: ImportPlan, orders: ReadonlyMap<number, DateOrder> = new Map()): ImportPlan {
  const columns = plan.columns.map((column) => {
    if (!column.is_date_order_open) return column;
    const date_order = orders.get(column.position) ?? dateOrderOfCountry(plan.options.country);
    return { ...column, options: { ...column.options, date_order } };
  });
  return { ...plan, columns };
}
