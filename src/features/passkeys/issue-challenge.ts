import { randomBytes } from 'node:crypto';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { networkOf } from '#platform/network-of.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { hashToken } from '#platform/tokens.ts';
import { type ChallengePurpose, challengeLimit, challengeMs } from './passkey.ts';

/** A fresh challenge of 256 bits as base64url: good once, for this purpose and session, for five minutes. */
export async function issueChallenge(ctx: Context, { purpose }: { purpose: ChallengePurpose }): Promise<string> {
  await limitRate(ctx, challengeLimit, networkOf(ctx.origin?.ip ?? ''));
  const challenge = randomBytes(32).toString('base64url');
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    const now = clock.now();
    await db.deleteFrom('passkey_challenge').where('expires_at', '<', now).execute();
    await db
      .insertInto('passkey_challenge')
      .values({
        account_id: caller.account_id,
        challenge_hash: hashToken(challenge),
        purpose,
        session_id: sessionOf(ctx, purpose),
        expires_at: new Date(now.getTime() + challengeMs),
      })
      .execute();
  });
  return challenge;
}

/** Whether a challenge was issued for this purpose and session and nobody has answered it yet; from now on somebody has. */
export async function spendChallenge(
  ctx: Context,
  { purpose, challenge }: { purpose: ChallengePurpose; challenge: string },
): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const spent = await ctx.db
      .deleteFrom('passkey_challenge')
      .where('challenge_hash', '=', hashToken(challenge))
      .where('purpose', '=', purpose)
      .where('session_id', 'is not distinct from', sessionOf(ctx, purpose))
      .where('expires_at', '>', ctx.clock.now())
      .returning('purpose')
      .executeTakeFirst();
    return spent !== undefined;
  });
}

/** Whoever signs in has no session that would count, even where his browser still brings one. */
function sessionOf({ caller }: Context, purpose: ChallengePurpose): number | null {
  if (purpose === 'portal_sign_in' || purpose === 'console_sign_in') return null;
  return ('session_id' in caller && caller.session_id) || null;
}
