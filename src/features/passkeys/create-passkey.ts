import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { recordChange } from '#features/change-log/record-change.ts';
import { tellWayInAdded } from '#features/portal-access/tell-way-in-added.ts';
import { allowFresh } from '#features/sessions/allow-fresh.ts';
import { ownSessionOwner } from '#features/sessions/own-session-owner.ts';
import type { Context } from '#platform/context.ts';
import { conflict } from '#platform/database/conflict.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { allowOneMore } from './allow-one-more.ts';
import { findRelyingParty } from './find-relying-party.ts';
import { spendChallenge } from './issue-challenge.ts';
import { loadWebauthn } from './load-webauthn.ts';
import { longestName, passkeyRefused } from './passkey.ts';
import { providerOf } from './provider-of.ts';
import { challengeOf, readCredential } from './read-credential.ts';

/**
 * Keeps the passkey that a browser has made at `startPasskeyRegistration`'s request; from now on it signs its owner in. Without
 * a name it is called after whoever keeps it for him, or `device`. Fails as invalid for an answer that does not hold, as
 * forbidden for who has not proved lately who he is (E05), and as conflict for who has too many.
 */
export async function createPasskey(
  ctx: Context,
  { credential, name, device }: { credential: string; name: string; device: string },
): Promise<{ id: number }> {
  const owner = ownSessionOwner(ctx);
  await allowFresh(ctx);
  const party = await findRelyingParty(ctx);
  const sent = readCredential(credential);
  if (!sent) throw passkeyRefused();
  const challenge = challengeOf(sent);
  if (!(await spendChallenge(ctx, { purpose: 'registration', challenge }))) throw passkeyRefused();
  const made = await verified(ctx, sent as unknown as RegistrationResponseJSON, { challenge, ...party });
  const { credential: key, credentialDeviceType, credentialBackedUp, aaguid } = made;
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock } = ctx;
    await allowOneMore(ctx, owner);
    const created = await db
      .insertInto('passkey')
      .values({
        account_id: caller.account_id,
        ...owner,
        credential_id: Buffer.from(key.id, 'base64url'),
        public_key: Buffer.from(key.publicKey),
        sign_count: key.counter,
        is_backup_eligible: credentialDeviceType === 'multiDevice',
        is_backed_up: credentialBackedUp,
        transports: (key.transports ?? []).slice(0, 8),
        name: (name.trim() || providerOf(aaguid) || device).slice(0, longestName),
        created_at: clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
      .catch(conflict('passkey_credential', 'passkeys.known_already'));
    await recordChange(ctx, {
      ...('agent_id' in owner
        ? { record: 'agent', record_id: owner.agent_id }
        : { record: 'contact', record_id: owner.contact_id }),
      act: 'passkey_added',
    });
    await tellWayInAdded(ctx, owner, { passkey_id: created.id });
    return created;
  });
}

async function verified(
  ctx: Context,
  response: RegistrationResponseJSON,
  { challenge, id, origin }: { challenge: string; id: string; origin: string },
) {
  const { verifyRegistrationResponse } = await loadWebauthn();
  const found = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch((error: unknown) => {
    // The library throws bare errors for whatever does not hold: what a browser sent is no bug of ours.
    ctx.log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'a new passkey was refused');
    return null;
  });
  if (!found?.verified) throw passkeyRefused();
  return found.registrationInfo;
}
