import * as openid from 'openid-client';
import { findAccount } from '#features/accounts/find-account.ts';
import { type Connection, connectProvider } from '#features/sign-in-providers/connect-provider.ts';
import { findSealed } from '#features/sign-in-providers/find-provider.ts';
import type { OAuthProtocol } from '#features/sign-in-providers/protocols.ts';
import { reasonOf, troubleOf } from '#features/sign-in-providers/provider-trouble.ts';
import { returnAddress } from '#features/sign-in-providers/return-address.ts';
import type { SignInProvider } from '#features/sign-in-providers/sign-in-provider.ts';
import { type ClaimedAddress, type Claims, claimedAddress } from '#features/sign-in-providers/vouched-address.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { networkOf } from '#platform/network-of.ts';
import { limitRate } from '#platform/rate-limit.ts';
import type { Trip } from './trip.ts';
import { tripLimits } from './trip.ts';

/** Somebody as a provider knows him. Whatever else its claims say, of roles or groups, is not read at all. */
export interface KnownPerson {
  provider_id: number;
  provider_name: string;
  /** Who he is: by these two and nothing else. */
  issuer: string;
  subject: string;
  name: string | null;
  address: ClaimedAddress | null;
}

const longestSubject = 255;
const longestName = 100;

/**
 * Takes the answer that a browser has brought back from a provider, and asks the provider who that is. The answer counts only for the trip
 * of this browser and for the provider it went to: state, issuer, PKCE, nonce and the token's signature, audience and time have to be right.
 * Fails as expired without such a trip, as forbidden for an answer that is refused or says no, as unavailable where the provider is
 * down or slow.
 */
export async function completeTrip(
  ctx: Context,
  { trip, provider_id, search }: { trip: Trip | null; provider_id: number; search: string },
): Promise<KnownPerson> {
  await limitRate(ctx, tripLimits.complete, networkOf(ctx.origin?.ip ?? ''));
  if (trip?.provider_id !== provider_id) throw new Failure('expired', 'sign_in_providers.trip_lost');
  const provider = await findSealed(ctx, {
    id: provider_id,
    ...(trip.purpose !== 'test' && { audience: trip.audience }),
  });
  const url = new URL(search, returnAddress(await findAccount(ctx), provider));
  try {
    const connection = await connectProvider(ctx, provider);
    const { issuer, claims } = await claimsOf(connection, { url, trip });
    return personOf(provider, issuer, claims);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== error) ctx.log.warn({ provider_id, reason: reasonOf(error) }, 'sign-in provider');
    throw trouble;
  }
}

async function claimsOf(
  { config, protocol }: Connection,
  { url, trip }: { url: URL; trip: Trip },
): Promise<{ issuer: string; claims: Claims }> {
  const checks = { expectedState: trip.state, pkceCodeVerifier: trip.code_verifier };
  if (protocol.type === 'oauth') {
    // Naver wants to see the state once more.
    const tokens = await openid.authorizationCodeGrant(config, url, checks, { state: trip.state });
    return { issuer: protocol.issuer, claims: await askProfile(config, protocol, tokens.access_token) };
  }
  const tokens = await openid.authorizationCodeGrant(config, url, {
    ...checks,
    expectedNonce: trip.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims()!;
  const isComplete = claims.email !== undefined || !config.serverMetadata().userinfo_endpoint;
  // What is signed counts more than what is merely answered.
  const more = isComplete ? {} : await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
  return { issuer: claims.iss, claims: { ...more, ...claims } };
}

async function askProfile(
  config: openid.Configuration,
  { profile_urls, readClaims }: OAuthProtocol,
  access_token: string,
): Promise<Claims> {
  const answers: Claims[] = [];
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'Maru' });
  for (const url of profile_urls) {
    const response = await openid.fetchProtectedResource(config, access_token, new URL(url), 'GET', null, headers);
    if (!response.ok) throw new openid.ClientError(`answered ${response.status}`, { cause: response });
    answers.push(readObject(await response.text()));
  }
  return readClaims(answers);
}

function readObject(text: string): Claims {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Claims;
  } catch {
    // Said below, as for any other answer that is no object.
  }
  throw new openid.ClientError('the profile is no JSON object');
}

function personOf(provider: SignInProvider, issuer: string, claims: Claims): KnownPerson {
  const { sub } = claims;
  const subject = typeof sub === 'number' && Number.isSafeInteger(sub) ? String(sub) : sub;
  if (typeof subject !== 'string' || subject === '' || subject.length > longestSubject) {
    throw new Failure('forbidden', 'sign_in_providers.answer_refused');
  }
  const name = typeof claims.name === 'string' ? claims.name.normalize('NFC').trim().slice(0, longestName) : '';
  return {
    provider_id: provider.id,
    provider_name: provider.name,
    issuer,
    subject,
    name: name || null,
    address: claimedAddress(provider, claims),
  };
}
