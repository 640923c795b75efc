import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { Route } from './+types/company-suggestions.page.ts';
import { suggestCompanies } from './suggest-companies.ts';

/** Companies to offer while a name is being typed; drawn by no page of its own. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { text = '' } = queryValues(new URL(request.url), ['text']);
  return { suggested: await suggestCompanies(pageContext(context), { text }) };
}
