import { endSession } from '#features/sessions/end-session.ts';
import { signedOut } from '#features/sessions/signed-out.ts';
import { pageContext } from '#platform/http/page-context.ts';
import type { Route } from './+types/sign-out.page.ts';

export const handle = { scripts: false };

/** Signs a customer out. */
export async function action({ context, request }: Route.ActionArgs) {
  await endSession(pageContext(context));
  return signedOut('portal', new URL(request.url));
}
