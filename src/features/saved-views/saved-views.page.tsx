import { redirect } from 'react-router';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import type { Route } from './+types/saved-views.page.ts';
import { createSavedView } from './create-saved-view.ts';
import { deleteSavedView } from './delete-saved-view.ts';
import { pathOfView } from './path-of-view.ts';
import { updateSavedView } from './update-saved-view.ts';

/** Nothing to see here: the contact list has the views. */
export function loader() {
  return redirect('/contacts');
}

/** Keeps, changes and deletes views, for the forms of the contact list. */
export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const { intent, id: given, ...view } = await formValues(args, ['intent', 'id', 'name', 'is_shared', 'query']);
  if (intent === 'create') {
    const { id } = await createSavedView(ctx, { name: null, is_shared: null, query: null, ...view });
    return redirect(pathOfView({ id, query: view.query ?? '' }));
  }
  const id = readId(given);
  if (intent === 'delete') return { deleted: await deleteSavedView(ctx, { id }) };
  await updateSavedView(ctx, { id, ...view });
  return { deleted: null };
}
