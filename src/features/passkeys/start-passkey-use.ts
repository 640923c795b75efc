import type { Context } from '#platform/context.ts';
import { findRelyingParty } from './find-relying-party.ts';
import { issueChallenge } from './issue-challenge.ts';
import { loadWebauthn } from './load-webauthn.ts';
import { type ChallengePurpose, challengeMs } from './passkey.ts';

/**
 * What a browser asks a passkey for: to sign a challenge, for whomever its owner chooses (a *discoverable* key tells whose it
 * is, so nobody types an address), and only after it has made sure that it is he, by finger, face or PIN.
 */
export async function startPasskeyUse(
  ctx: Context,
  { purpose }: { purpose: Exclude<ChallengePurpose, 'registration'> },
) {
  const { id } = await findRelyingParty(ctx);
  const challenge = await issueChallenge(ctx, { purpose });
  const { generateAuthenticationOptions } = await loadWebauthn();
  return generateAuthenticationOptions({
    rpID: id,
    challenge: Buffer.from(challenge, 'base64url'),
    userVerification: 'required',
    timeout: challengeMs,
  });
}
