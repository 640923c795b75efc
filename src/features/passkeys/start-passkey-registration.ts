import { allowFresh } from '#features/sessions/allow-fresh.ts';
import { ownSessionOwner } from '#features/sessions/own-session-owner.ts';
import { ownerColumn } from '#features/sessions/owner-column.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { allowOneMore } from './allow-one-more.ts';
import { findKeyHolder } from './find-key-holder.ts';
import { findRelyingParty } from './find-relying-party.ts';
import { issueChallenge } from './issue-challenge.ts';
import { loadWebauthn } from './load-webauthn.ts';
import { challengeMs } from './passkey.ts';

/**
 * What a browser needs to make a passkey for the caller, who must have proved lately who he is (E05). It must be one that
 * tells whose it is and makes sure of its owner; a device that has one of his already says so instead of making another.
 * Fails as conflict for who has too many.
 */
export async function startPasskeyRegistration(ctx: Context) {
  const owner = ownSessionOwner(ctx);
  await allowFresh(ctx);
  const { id, name } = await findRelyingParty(ctx);
  const holder = await findKeyHolder(ctx);
  const [column, owner_id] = ownerColumn(owner);
  const known = await inTransaction(ctx, async (ctx) => {
    await allowOneMore(ctx, owner);
    return ctx.db.selectFrom('passkey').select(['credential_id', 'transports']).where(column, '=', owner_id).execute();
  });
  const challenge = await issueChallenge(ctx, { purpose: 'registration' });
  const { generateRegistrationOptions } = await loadWebauthn();
  return generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userName: holder.user_name,
    userDisplayName: holder.name,
    userID: new Uint8Array(holder.handle),
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: challengeMs,
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id, transports }) => ({
      id: credential_id.toString('base64url'),
      transports,
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}
