import type { RecordName } from '#features/lists/filter/listed-record.ts';
import type { ListCount } from '#features/lists/rows/count-matching.ts';
import type { Context } from '#platform/context.ts';
import { listSavedViews } from './list-saved-views.ts';

/** More would keep the database busy for numbers that nobody reads. */
const mostCounted = 20;

/** How many records each view of a list shows that the caller has kept or that is shared, by its id. `count` reads its address. */
export async function countSavedViews(
  ctx: Context,
  { record, count }: { record: RecordName; count(address: URL): Promise<ListCount> },
): Promise<Record<string, ListCount>> {
  const counts: Record<string, ListCount> = {};
  for (const { id, query } of (await listSavedViews(ctx, { record })).slice(0, mostCounted)) {
    counts[id] = await count(new URL(`http://view/?${query}`));
  }
  return counts;
}
