import { contactFilterLists, contactFilterNames, readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { Route } from './+types/contact-count.page.ts';
import { countList } from './count-contacts.ts';

/** How many contacts a list has whose page could not wait for that; drawn by no page of its own. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const asked = queryValues(new URL(request.url), contactFilterNames, contactFilterLists);
  return { count: await countList(pageContext(context), readContactFilter(asked)) };
}
