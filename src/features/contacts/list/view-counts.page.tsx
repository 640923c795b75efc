import { contactFilterLists, contactFilterNames, readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { countSavedViews } from '#features/saved-views/count-saved-views.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { Route } from './+types/view-counts.page.ts';
import { countContacts } from './count-contacts.ts';

/** How many contacts each view shows that the caller has kept or that is shared; drawn by no page of its own. */
export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const count = (address: URL) =>
    countContacts(ctx, readContactFilter(queryValues(address, contactFilterNames, contactFilterLists)));
  return { counts: await countSavedViews(ctx, { record: 'contact', count }) };
}
