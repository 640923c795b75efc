import { listFilterLists, listFilterNames } from '#features/lists/filter/list-filter.ts';
import { countSavedViews } from '#features/saved-views/count-saved-views.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { Route } from './+types/company-view-counts.page.ts';
import { readCompanyFilter } from './company-filter.ts';
import { countCompanies } from './count-companies.ts';

/** How many companies each view shows that the caller has kept or that is shared; drawn by no page of its own. */
export async function loader({ context }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  const count = (address: URL) =>
    countCompanies(ctx, readCompanyFilter(queryValues(address, listFilterNames, listFilterLists)));
  return { counts: await countSavedViews(ctx, { record: 'company', count }) };
}
