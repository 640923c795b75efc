import { randomBytes } from 'node:crypto';
import type { KnownPerson } from '#features/sign-in-providers/trips/complete-trip.ts';
import type { Context } from '#platform/context.ts';
import { hashToken } from '#platform/tokens.ts';
import { proofMs } from './address-proof.ts';

/**
 * Keeps who has come from a provider until he has proved an address, in the running transaction. Gives the token by which his browser
 * goes on; 256 random bits, kept nowhere else.
 */
export async function beginProof({ db, caller, clock }: Context, person: KnownPerson): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = clock.now();
  const { provider_id, issuer, subject, name, address } = person;
  await db
    .insertInto('address_proof')
    .values({
      ...{ account_id: caller.account_id, token_hash: hashToken(token), provider_id, issuer, subject, name },
      ...{ claimed_email: address?.email ?? null, created_at: now, expires_at: new Date(now.getTime() + proofMs) },
    })
    .execute();
  return token;
}
