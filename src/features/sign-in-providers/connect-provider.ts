import * as openid from 'openid-client';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import type { Outbound, OutboundRequest } from '#platform/outbound/outbound.ts';
import { signClientSecret } from './apple-secret.ts';
import { type Protocol, protocolOf } from './protocols.ts';
import { troubleOf } from './provider-trouble.ts';
import { type SignInProvider, secretSeal } from './sign-in-provider.ts';

/** A provider with its secret as it is kept. */
export type SealedProvider = SignInProvider & { sealed_secret: Uint8Array };

export interface Connection {
  config: openid.Configuration;
  protocol: Protocol;
}

interface Kept extends Connection {
  until: number;
}

/** How long what a provider says of itself is believed. Its keys are asked for again when an unknown one signs. */
const believedMs = 10 * 60_000;
const mostKept = 500;
/** What the clocks of two machines may differ by. */
const toleratedSeconds = 30;

/** By way out, so that two programs in one process share nothing. */
const connections = new WeakMap<Outbound, Map<string, Kept>>();

/**
 * Makes ready to talk to a provider: asks an OpenID provider where its parts are, or takes what it said within ten minutes. All of it
 * goes the guarded way out. Signatures of ID tokens are verified although they come straight from the provider, and only by keys of
 * its own: never by the client's secret, never by none. Fails as unavailable where the provider does not answer as it should, or
 * where its secret was sealed with another key.
 */
export async function connectProvider(ctx: Context, provider: SealedProvider): Promise<Connection> {
  const secret = ctx.seal.open(secretSeal, provider.sealed_secret);
  if (secret === null) throw new Failure('unavailable', 'sign_in_providers.secret_lost');
  const kept = connections.get(ctx.outbound) ?? new Map<string, Kept>();
  connections.set(ctx.outbound, kept);
  const key = `${ctx.caller.account_id} ${provider.id} ${provider.updated_at.getTime()}`;
  const now = ctx.clock.now().getTime();
  const known = kept.get(key);
  if (known && known.until > now) return known;
  const protocol = protocolOf(provider);
  const config = await configurationOf(ctx, protocol, {
    client_id: provider.client_id,
    sign: signer(ctx, provider, secret),
  });
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, { config, protocol, until: now + believedMs });
  return { config, protocol };
}

/** Gives the client's secret at each exchange: Apple's is made anew every time. */
function signer({ clock }: Context, provider: SignInProvider, secret: string): () => string {
  if (provider.kind !== 'apple') return () => secret;
  const { client_id, team_id, key_id } = provider;
  return () => signClientSecret({ client_id, team_id: team_id!, key_id: key_id!, key: secret, now: clock.now() });
}

async function configurationOf(
  { outbound }: Context,
  protocol: Protocol,
  { client_id, sign }: { client_id: string; sign: () => string },
): Promise<openid.Configuration> {
  const client = { [openid.clockTolerance]: toleratedSeconds };
  const authenticate: openid.ClientAuth = (as, ...rest) => authenticationOf(as, sign())(as, ...rest);
  const guarded: openid.CustomFetch = (url, init) => outbound.fetch(url, init as OutboundRequest);
  const isPlain = protocol.issuer.startsWith('http:');
  if (protocol.type === 'openid') {
    const execute = [openid.enableNonRepudiationChecks, ...(isPlain ? [openid.allowInsecureRequests] : [])];
    const options = { [openid.customFetch]: guarded, execute };
    return openid
      .discovery(new URL(protocol.issuer), client_id, client, authenticate, options)
      .catch((error: unknown) => Promise.reject(troubleOf(error)));
  }
  const { issuer, authorization_endpoint, token_endpoint } = protocol;
  const config = new openid.Configuration(
    { issuer, authorization_endpoint, token_endpoint },
    client_id,
    client,
    authenticate,
  );
  config[openid.customFetch] = guarded;
  if (isPlain) openid.allowInsecureRequests(config);
  return config;
}

/** In the body where the provider takes it there; in the header where it says that it takes nothing else. */
function authenticationOf(as: openid.ServerMetadata, secret: string): openid.ClientAuth {
  const taken = as.token_endpoint_auth_methods_supported;
  const isByHeader = taken?.includes('client_secret_basic') && !taken.includes('client_secret_post');
  return isByHeader ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret);
}
