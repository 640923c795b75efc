import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { listErasedValues } from './list-erased-values.ts';
import type { MarkedValue } from './tombstone.ts';

/** Refuses values of somebody who was deleted for ever: nobody brings him back unnoticed. */
export async function refuseErased(ctx: Context, values: readonly MarkedValue[]): Promise<void> {
  const [erased] = await listErasedValues(ctx, values);
  if (!erased) return;
  throw new Failure('conflict', 'contacts.erased', {
    values: { value: erased.value },
    ...(erased.field && { field: erased.field }),
  });
}
