import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import { deviceToken } from '#features/sessions/known-device.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { readEmailAddress } from '#platform/fields/email-address.ts';
import { networkOf } from '#platform/network-of.ts';
import { noQuicker } from '#platform/no-quicker.ts';
import { allowHashing, hashPassword, verifyPassword } from '#platform/passwords.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { admitContact } from './admit-contact.ts';
import { beginTry, type Try } from './begin-try.ts';
import { giveBackTry } from './give-back-try.ts';
import { lockAfterFailures } from './lock-after-failures.ts';
import { noteFailedSignIn } from './note-failed-sign-in.ts';
import { limits, notAuthorized } from './portal-access.ts';
import { spendTemporaryPassword } from './spend-temporary-password.ts';

export interface SignInInput {
  email: string;
  password: string;
  is_remembered: boolean;
  /** The device token of an earlier sign-in from this browser, or null. */
  device: string | null;
}

export interface SignedIn {
  session: NewSession;
  /** To be kept by this browser for a year: with it, nobody's failed guesses lock its owner out. */
  device: string;
}

/** What a temporary password leads to instead: a link's token, by which this browser chooses another password and is in. */
export interface MustChoosePassword {
  link_token: string;
}

/** A refusal takes at least this long, whatever its reason. */
const refusalMs = 300;
/** No stored password is longer (check-password.ts), so nothing longer is worth hashing. */
const longest = 1_024;

/**
 * Signs a contact in by any verified address of his and his password. Whatever is wrong, the answer is the same
 * (`portal_access.not_authorized`), after the same work: so many tries a contact are compared with his password, counted
 * before they are, however many come at once. With a temporary password nobody is in yet: it leads to choosing another.
 * Fails as too_many for a network that tries too often.
 */
export async function signIn(ctx: Context, input: SignInInput): Promise<SignedIn | MustChoosePassword> {
  return noQuicker(refusalMs, () => trySignIn(ctx, input));
}

async function trySignIn(ctx: Context, input: SignInInput): Promise<SignedIn | MustChoosePassword> {
  allowHashing();
  await limitRate(ctx, limits.sign_in, networkOf(ctx.origin?.ip ?? ''));
  if (input.password.length > longest) throw notAuthorized();
  const address = readEmailAddress(input.email);
  const tried = await beginTry(ctx, { address, device: input.device });
  if (tried?.is_known_device) await limitRate(ctx, limits.known_device, `${ctx.caller.account_id} ${tried.contact_id}`);
  const verdict = await verifyPassword(input.password, tried?.password_hash ?? null).catch(async (error) => {
    if (tried) await giveBackTry(ctx, tried);
    throw error;
  });
  if (!tried || !verdict.is_right) {
    if (tried?.is_last) await lockAfterFailures(ctx, tried.contact_id);
    await noteFailedSignIn(ctx, { email: address });
    throw notAuthorized();
  }
  if (tried.is_temporary) return { link_token: await spendTemporaryPassword(ctx, tried) };
  const renewed_hash = verdict.is_outdated ? await hashPassword(input.password) : null;
  return inTransaction(ctx, async (ctx) => {
    const { contact_id } = tried;
    // Somebody may have locked or deactivated him while his password was compared.
    await admitContact(ctx, { contact_id });
    await forgive(ctx, tried, renewed_hash);
    const session = await createSession(ctx, { contact_id, is_remembered: input.is_remembered });
    return { session, device: deviceToken(ctx, { contact_id }, tried) };
  });
}

/** Forgets failed sign-ins, and keeps the hash of today's parameters. */
async function forgive({ db }: Context, tried: Try, renewed_hash: string | null): Promise<void> {
  await db
    .updateTable('contact_credential')
    .set({
      // From a known device nothing was counted, and a lock against strangers stays.
      ...(tried.is_known_device ? {} : { failed_sign_in_count: 0, failed_sign_in_at: null }),
      password_hash: renewed_hash ?? tried.password_hash,
    })
    .where('contact_id', '=', tried.contact_id)
    .where('password_hash', '=', tried.password_hash)
    .execute();
}
