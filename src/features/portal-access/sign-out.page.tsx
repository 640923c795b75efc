import { redirectDocument } from 'react-router';
import { endSession } from '#features/sessions/end-session.ts';
import { sessionCookie } from '#features/sessions/session-cookie.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { Route } from './+types/sign-out.page.ts';

export const handle = { scripts: false };

/** Signs a customer out; what his browser has kept of the pages goes too, so that the back button shows nothing (C04). */
export async function action({ context, request }: Route.ActionArgs) {
  await endSession(pageContext(context));
  const headers = new Headers({ 'clear-site-data': '"cache"' });
  headers.append('set-cookie', sessionCookie('portal', null, new URL(request.url)));
  return redirectDocument('/portal/sign-in?signed_out', { status: 303, headers });
}
