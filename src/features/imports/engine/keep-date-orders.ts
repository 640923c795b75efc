import type { TakenImport } from '#features/imports/take-import.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { DateOrder } from '#platform/fields/date-order.ts';

/**
 * Writes down with the import what the whole file has told of the order of dates, so that its pages and all that read the
 * file later judge dates as its check did. Leaves an import alone that is no longer the caller's.
 */
export async function keepDateOrders(
  ctx: Context,
  { id, lease_key, columns }: TakenImport,
  orders: ReadonlyMap<number, DateOrder>,
): Promise<void> {
  if (orders.size === 0) return;
  const told = columns.map((column, position) => {
    const date_order = orders.get(position);
    if (!date_order) return column;
    const { is_date_order_open: _, ...told } = column.told ?? {};
    return { ...column, told: { ...told, date_order } };
  });
  await inTransaction(ctx, ({ db }) =>
    db
      .updateTable('import')
      .set({ columns: JSON.stringify(told) })
      .where('id', '=', id)
      .where('lease_key', '=', lease_key)
      .execute(),
  );
}
