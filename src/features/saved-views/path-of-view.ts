import type { SavedView } from './saved-view.ts';

/** The address of the contact list as a view shows it: the whole of it, so that it can be passed on, and which view it came from. */
export function pathOfView({ id, query }: Pick<SavedView, 'id' | 'query'>): string {
  const params = new URLSearchParams(query);
  params.set('saved_view', String(id));
  return `/contacts?${params}`;
}
