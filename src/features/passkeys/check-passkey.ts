import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Selectable } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { PasskeyRow } from '#platform/database/tables.generated.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { findRelyingParty } from './find-relying-party.ts';
import { spendChallenge } from './issue-challenge.ts';
import { loadWebauthn } from './load-webauthn.ts';
import { type ChallengePurpose, passkeyRefused } from './passkey.ts';
import { challengeOf, readCredential } from './read-credential.ts';

/** Whose key has signed a challenge. Exactly one of the two is somebody. */
export type PasskeyOwner = { agent_id: number; contact_id: null } | { agent_id: null; contact_id: number };

/**
 * Says whose key it is that has signed a challenge of ours: for our address, with its owner made sure of, once. A count that
 * has not grown comes from a copy of the key, and whether a key can be copied never changes: both are refused like everything
 * else, as invalid (`passkeys.refused`). Asks no permission: it is how one gets one.
 */
export async function checkPasskey(
  ctx: Context,
  { purpose, credential }: { purpose: ChallengePurpose; credential: string },
): Promise<PasskeyOwner> {
  const party = await findRelyingParty(ctx);
  const sent = readCredential(credential);
  if (!sent) throw passkeyRefused();
  const challenge = challengeOf(sent);
  if (!(await spendChallenge(ctx, { purpose, challenge }))) throw passkeyRefused();
  const key = await findKey(ctx, sent.id);
  if (!key || !isHandleOf(ctx, key, sent.response.userHandle)) throw passkeyRefused();
  const used = await verified(ctx, sent as unknown as AuthenticationResponseJSON, key, { challenge, ...party });
  if ((used.credentialDeviceType === 'multiDevice') !== key.is_backup_eligible) throw passkeyRefused();
  await noteUse(ctx, key, { sign_count: used.newCounter, is_backed_up: used.credentialBackedUp });
  return key as Selectable<PasskeyRow> & PasskeyOwner;
}

type Key = Selectable<PasskeyRow>;

function findKey(ctx: Context, id: string): Promise<Key | undefined> {
  return inTransaction(ctx, ({ db }) =>
    db.selectFrom('passkey').selectAll().where('credential_id', '=', Buffer.from(id, 'base64url')).executeTakeFirst(),
  );
}

/** A discoverable key says by itself whose it is; it must be who we know it to be (WebAuthn §7.2 step 6). */
function isHandleOf({ tokens }: Context, { agent_id, contact_id }: Key, said: unknown): boolean {
  const handle =
    agent_id !== null
      ? tokens.mark('passkey_agent', String(agent_id))
      : tokens.mark('passkey_contact', String(contact_id));
  return said === handle.toString('base64url');
}

async function verified(
  ctx: Context,
  response: AuthenticationResponseJSON,
  key: Key,
  { challenge, id, origin }: { challenge: string; id: string; origin: string },
) {
  const { verifyAuthenticationResponse } = await loadWebauthn();
  const found = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: {
      id: key.credential_id.toString('base64url'),
      publicKey: new Uint8Array(key.public_key),
      counter: key.sign_count,
    },
  }).catch((error: unknown) => {
    // The library throws bare errors for whatever does not hold: what a browser sent is no bug of ours.
    const reason = error instanceof Error ? error.message : 'unknown';
    ctx.log.warn({ passkey_id: key.id, reason }, 'a passkey was refused');
    return null;
  });
  if (!found?.verified) throw passkeyRefused();
  return found.authenticationInfo;
}

/** Of two at once with the same count only one goes through. */
async function noteUse(
  ctx: Context,
  { id, sign_count: former }: Key,
  now: { sign_count: number; is_backed_up: boolean },
) {
  await inTransaction(ctx, async ({ db, clock }) => {
    const { numUpdatedRows } = await db
      .updateTable('passkey')
      .set({ ...now, last_used_at: clock.now() })
      .where('id', '=', id)
      .where('sign_count', '=', former)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw passkeyRefused();
  });
}
