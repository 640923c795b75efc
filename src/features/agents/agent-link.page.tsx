import { redirect } from 'react-router';
import type { Route } from './+types/agent-link.page.ts';
import { agentLinkCookie } from './agent-link-cookie.ts';

/**
 * Where a mailed link leads: takes the token out of the address, so that it does not stay in the browser's history, and
 * goes on to the page that asks for the password. Spends nothing, whoever opens it.
 */
export function loader({ params, request }: Route.LoaderArgs) {
  const url = new URL(request.url);
  const path = url.pathname.startsWith('/accept/') ? '/accept' : '/reset';
  throw redirect(path, { status: 303, headers: { 'set-cookie': agentLinkCookie(params.token, url) } });
}
