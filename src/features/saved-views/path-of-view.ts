import { listPaths, type SavedView } from './saved-view.ts';

/** The address of the list as a view shows it: the whole of it, so that it can be passed on, and which view it came from. */
export function pathOfView({ id, record, query }: Pick<SavedView, 'id' | 'record' | 'query'>): string {
  const params = new URLSearchParams(query);
  params.set('saved_view', String(id));
  return `${listPaths[record]}?${params}`;
}
