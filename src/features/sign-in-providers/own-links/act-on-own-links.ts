import { type ActionFunctionArgs, redirect } from 'react-router';
import { leavingAnswer } from '#features/sign-in-providers/trips/leaving-answer.ts';
import { formValues } from '#platform/http/form-values.ts';
import { pageContext } from '#platform/http/page-context.ts';
import { readId } from '#platform/http/read-id.ts';
import { beginLink } from './begin-link.ts';
import { removeOwnLink } from './remove-own-link.ts';

/** What both pages about one's own links do with their forms: send somebody to a provider, or end a link. */
export async function actOnOwnLinks(args: Pick<ActionFunctionArgs, 'request' | 'context'>, { path }: { path: string }) {
  const ctx = pageContext(args.context);
  const { intent, link, provider, password = '' } = await formValues(args, ['intent', 'link', 'provider', 'password']);
  if (intent === 'remove') {
    await removeOwnLink(ctx, { id: readId(link) });
    return redirect(`${path}?removed`, { status: 303 });
  }
  const begun = await beginLink(ctx, { provider_id: readId(provider), password, return_to: path });
  return leavingAnswer(begun, new URL(args.request.url));
}
