import { contactFilterLists, contactFilterNames, readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import type { ListCount } from '#features/lists/rows/count-matching.ts';
import { listSavedViews } from '#features/saved-views/list-saved-views.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { Route } from './+types/view-counts.page.ts';
import { countContacts } from './count-contacts.ts';

/** More would keep the database busy for numbers that nobody reads. */
const mostCounted = 20;

/** How many contacts each view shows that the caller has kept or that is shared; drawn by no page of its own. */
export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const counts: Record<string, ListCount> = {};
  for (const { id, query } of (await listSavedViews(ctx)).slice(0, mostCounted)) {
    const asked = new URL(`http://view/?${query}`);
    counts[id] = await countContacts(
      ctx,
      readContactFilter(queryValues(asked, contactFilterNames, contactFilterLists)),
    );
  }
  return { counts };
}
