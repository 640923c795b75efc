import { isIP } from 'node:net';
import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/** For whom keys are made: WebAuthn's *relying party*. */
export interface RelyingParty {
  id: string;
  origin: string;
  name: string;
}

/**
 * The account's own address as keys know it. It is the stored one, never a request's: a key made for another name would open
 * nothing. Fails as unavailable (`passkeys.no_address`) where it is an IP address, which has no keys.
 */
export async function findRelyingParty(ctx: Context): Promise<RelyingParty> {
  const { public_url, name } = await findAccount(ctx);
  const url = public_url === null ? null : URL.parse(public_url);
  if (!url || isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) throw new Failure('unavailable', 'passkeys.no_address');
  return { id: url.hostname, origin: url.origin, name };
}
