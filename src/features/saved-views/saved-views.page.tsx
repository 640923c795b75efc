import { redirect } from 'react-router';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import type { Route } from './+types/saved-views.page.ts';
import { createSavedView } from './create-saved-view.ts';
import { deleteSavedView } from './delete-saved-view.ts';
import { pathOfView } from './path-of-view.ts';
import { updateSavedView } from './update-saved-view.ts';

/** Nothing to see here: the lists have the views. */
export function loader() {
  return redirect('/contacts');
}

/** Keeps, changes and deletes views, for the forms of the lists. */
export async function action(args: Route.ActionArgs) {
  const ctx = pageContext(args.context);
  const names = ['intent', 'id', 'record', 'name', 'is_shared', 'query'] as const;
  const { intent, id: given, record: of, ...view } = await formValues(args, names);
  if (intent === 'create') {
    const record = of === 'company' ? 'company' : 'contact';
    const { id } = await createSavedView(ctx, { record, name: null, is_shared: null, query: null, ...view });
    return redirect(pathOfView({ id, record, query: view.query ?? '' }));
  }
  const id = readId(given);
  if (intent === 'delete') return { deleted: await deleteSavedView(ctx, { id }) };
  await updateSavedView(ctx, { id, ...view });
  return { deleted: null };
}
