import { pageContext } from '#platform/http/page-context.ts';
import type { Route } from './+types/sign-out.page.ts';
import { endSession } from './end-session.ts';
import { signedOut } from './signed-out.ts';

/** Signs an agent out. */
export async function action({ context, request }: Route.ActionArgs) {
  await endSession(pageContext(context));
  return signedOut('console', new URL(request.url));
}
