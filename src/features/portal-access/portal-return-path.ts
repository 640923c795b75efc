import { safeReturnPath } from '#platform/http/safe-return-path.ts';

/** Where the customer wanted to go (`?return_to=`), as long as it lies in the portal. */
export function portalReturnPath(url: URL): string {
  const wanted = safeReturnPath(url.searchParams.get('return_to'), '/portal');
  return /^\/portal([/?]|$)/.test(wanted) ? wanted : '/portal';
}
