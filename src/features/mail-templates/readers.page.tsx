import { suggestContacts } from '#features/contacts/search/suggest-contacts.ts';
import { allow } from '#platform/context.ts';
import { queryValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { Route } from './+types/readers.page.ts';

/** Contacts to read a preview as, while somebody types. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const ctx = pageContext(context);
  allow(ctx, 'mail_templates.edit');
  const { search = '' } = queryValues(new URL(request.url), ['search']);
  const found = await suggestContacts(ctx, { text: search });
  return { found: found.map(({ id, name, email }) => ({ id, name, email })) };
}
