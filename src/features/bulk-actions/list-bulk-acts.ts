import { type Context, isAllowed } from '#platform/context.ts';
import { type BulkActName, bulkActNames, bulkActs } from './acts/all-acts.ts';

/** Acts on many that the caller may do, for menus; none without `contacts.bulk`. */
export function listBulkActs(ctx: Context): BulkActName[] {
  if (!isAllowed(ctx, 'contacts.bulk')) return [];
  return bulkActNames.filter((name) => isAllowed(ctx, bulkActs[name].right));
}
