import { redirectDocument } from 'react-router';
import { pageContext } from '#platform/http/page-context.ts';
import type { Route } from './+types/sign-out.page.ts';
import { endSession } from './end-session.ts';
import { sessionCookie } from './session-cookie.ts';

/** Signs an agent out. What his browser has kept of the pages goes too, so that the back button shows nothing. */
export async function action({ context, request }: Route.ActionArgs) {
  await endSession(pageContext(context));
  const headers = new Headers({ 'clear-site-data': '"cache"' });
  headers.append('set-cookie', sessionCookie('console', null, new URL(request.url)));
  return redirectDocument('/sign-in?signed_out', { status: 303, headers });
}
