import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { listSavedViews } from './list-saved-views.ts';
import type { SavedView } from './saved-view.ts';

/** A view that the caller may change, in the running transaction. One of somebody else that is not shared is not there for him. */
export async function findOwnView(ctx: Context, id: number): Promise<SavedView> {
  const view = (await listSavedViews(ctx)).find((one) => one.id === id);
  if (!view) throw new Failure('not_found', 'platform.not_found');
  if (!view.can_edit) throw new Failure('forbidden', 'platform.forbidden');
  return view;
}
