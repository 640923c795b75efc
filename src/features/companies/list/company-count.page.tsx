import { listFilterLists, listFilterNames } from '#features/lists/filter/list-filter.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { Route } from './+types/company-count.page.ts';
import { readCompanyFilter } from './company-filter.ts';
import { countCompanies } from './count-companies.ts';

/** How many companies a list has whose page could not wait for that; drawn by no page of its own. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const asked = queryValues(new URL(request.url), listFilterNames, listFilterLists);
  return { count: await countCompanies(pageContext(context), readCompanyFilter(asked)) };
}
