import * as openid from 'openid-client';
import { findAccount } from '#features/accounts/find-account.ts';
import { type Connection, connectProvider, type SealedProvider } from '#features/sign-in-providers/connect-provider.ts';
import { findSealed } from '#features/sign-in-providers/find-provider.ts';
import { returnAddress } from '#features/sign-in-providers/return-address.ts';
import { allow, type Context } from '#platform/context.ts';
import { networkOf } from '#platform/network-of.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { sealTrip, type Trip, tripLimits, tripMs } from './trip.ts';

export interface BegunTrip {
  /** The provider's own page. */
  url: string;
  /** For the cookie of the browser that goes. */
  sealed: string;
  provider: Pick<SealedProvider, 'kind' | 'name'>;
}

type Asked = Pick<Trip, 'provider_id' | 'audience' | 'purpose' | 'return_to'>;

/**
 * Begins a way to a provider, with a state, a nonce and a PKCE verifier of its own. Fails as not_found for a provider that this audience
 * does not have, as unavailable for one that does not answer, as too_many for a network that begins too many. Trying one out
 * needs `settings.edit` and works before anybody sees its button.
 */
export async function beginTrip(ctx: Context, asked: Asked): Promise<BegunTrip> {
  const isTest = asked.purpose === 'test';
  if (isTest) allow(ctx, 'settings.edit');
  await limitRate(ctx, tripLimits.begin, networkOf(ctx.origin?.ip ?? ''));
  const { provider_id: id, audience } = asked;
  const provider = await findSealed(ctx, { id, ...(!isTest && { audience }) });
  const address = returnAddress(await findAccount(ctx), { id });
  const connection = await connectProvider(ctx, provider);
  const { caller, clock } = ctx;
  const trip: Trip = {
    ...asked,
    session_id: ('session_id' in caller && caller.session_id) || null,
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    code_verifier: openid.randomPKCECodeVerifier(),
    expires_at: clock.now().getTime() + tripMs,
  };
  const url = await authorizationUrl(connection, { kind: provider.kind, trip, address });
  return { url, sealed: sealTrip(ctx, trip), provider };
}

async function authorizationUrl(
  { config, protocol }: Connection,
  { kind, trip, address }: { kind: SealedProvider['kind']; trip: Trip; address: string },
): Promise<string> {
  const parameters = {
    redirect_uri: address,
    response_type: 'code',
    state: trip.state,
    code_challenge: await openid.calculatePKCECodeChallenge(trip.code_verifier),
    code_challenge_method: 'S256',
    ...(protocol.scope && { scope: protocol.scope }),
    ...(protocol.type === 'openid' && { nonce: trip.nonce }),
    ...(protocol.type === 'openid' && protocol.response_mode && { response_mode: protocol.response_mode }),
    // Who has two accounts there would else come in with whichever was used last.
    ...((kind === 'google' || kind === 'microsoft') && { prompt: 'select_account' }),
  };
  return openid.buildAuthorizationUrl(config, parameters).href;
}
