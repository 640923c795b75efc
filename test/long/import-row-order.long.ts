/** The property of `row-order.test.ts` on many lists instead of ten; `ROW_ORDER_LISTS=400` makes them more. */
process.env.ROW_ORDER_LISTS ??= '50';
await import('#features/imports/engine/row-order.test.ts');

export {};
