import type { Account } from '#features/accounts/account.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';

/**
 * Where a provider sends people back to: one address for each, so that the answer of one can not be taken for another's
 * (RFC 9700 §4.4), starting with the account's own. Fails as unavailable where that is not known.
 */
export function returnAddress(account: Pick<Account, 'public_url'>, { id }: { id: number }): string {
  return portalLink(account, `/sign-in-return/${id}`);
}
