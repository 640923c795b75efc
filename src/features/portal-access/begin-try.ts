import { deviceToken, isKnownDevice } from '#features/sessions/known-device.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { isAdmittable } from './link.ts';
import { lockAfterFailures } from './lock-after-failures.ts';
import { forgottenAfterMs, temporaryHours } from './portal-access.ts';

/** A sign-in that may be compared with a password. */
export interface Try {
  contact_id: number;
  password_hash: string;
  password_set_at: Date;
  is_known_device: boolean;
  /** The password was set by an admin: it opens a link to choose another, once. */
  is_temporary: boolean;
  /** The last one that the account's setting allows: a wrong password locks. */
  is_last: boolean;
}

/**
 * Finds whom an address means and counts the try, in one committed step, before any password is compared: a thousand
 * guesses at once are compared no more often than the account allows. Null for everybody whose password is not to be
 * compared at all. A browser that this contact has signed in from before is not counted here.
 */
export async function beginTry(
  ctx: Context,
  { address, device }: { address: string | null; device: string | null },
): Promise<Try | null> {
  const { tried, over } = await inTransaction(ctx, async (ctx): Promise<Begun> => {
    const found = await findByAddress(ctx, address ?? '');
    if (!found) return { tried: null };
    const { contact_id, password_hash, password_set_at, is_temporary } = found;
    const { locked_by, locked_until, allowed_count } = found;
    const tried = { contact_id, password_hash, password_set_at, is_temporary };
    if (isKnownDevice(device, deviceToken(ctx, { contact_id }, { password_set_at }))) {
      return { tried: { ...tried, is_known_device: true, is_last: false } };
    }
    const isLocked = locked_by !== null && (locked_until === null || locked_until > ctx.clock.now());
    if (isLocked) return { tried: null };
    const count = await countTry(ctx, contact_id);
    if (count > allowed_count) return { tried: null, over: contact_id };
    const is_last = count === allowed_count;
    return { tried: { ...tried, is_known_device: false, is_last } };
  });
  // The last try never got so far as to lock, or the account has lowered its limit since: without a lock nothing would end.
  if (over !== undefined) await lockAfterFailures(ctx, over);
  return tried;
}

interface Begun {
  tried: Try | null;
  /** Whose count has passed the limit although no lock says so. */
  over?: number;
}

async function findByAddress({ db, clock }: Context, address: string) {
  const oldest = new Date(clock.now().getTime() - temporaryHours * 3_600_000);
  const row = await db
    .selectFrom('contact_email')
    .innerJoin('contact', (join) =>
      join
        .onRef('contact.account_id', '=', 'contact_email.account_id')
        .onRef('contact.id', '=', 'contact_email.contact_id'),
    )
    .innerJoin('contact_credential', (join) =>
      join
        .onRef('contact_credential.account_id', '=', 'contact.account_id')
        .onRef('contact_credential.contact_id', '=', 'contact.id'),
    )
    .innerJoin('account', 'account.id', 'contact.account_id')
    .select(['contact.id as contact_id', 'deleted_at', 'deactivated_at', 'locked_by', 'locked_until'])
    .select(['password_hash', 'password_set_at', 'is_temporary', 'account.lockout_failures_count as allowed_count'])
    .where('contact_email.email', '=', address)
    .where((is) =>
      is.or([
        is.and([
          is('is_temporary', '=', false),
          is('contact_email.state', '=', 'verified'),
          is('contact.portal_access', '=', 'active'),
        ]),
        // What an admin has set opens for the primary address, proved or not, whatever the contact was before.
        is.and([
          is('is_temporary', '=', true),
          is('contact_email.is_primary', '=', true),
          is('contact_email.state', '<>', 'retired'),
          is('password_set_at', '>', oldest),
        ]),
      ]),
    )
    .executeTakeFirst();
  if (!row || !isAdmittable(row)) return null;
  const { password_hash, password_set_at } = row;
  return password_hash && password_set_at ? { ...row, password_hash, password_set_at } : null;
}

/** Counts up and gives the count; begins anew after a lock that has ended and after a day. */
async function countTry({ db, clock }: Context, contact_id: number): Promise<number> {
  const now = clock.now();
  const ended = await db
    .updateTable('contact')
    .set({ locked_at: null, locked_by: null, locked_until: null })
    .where('id', '=', contact_id)
    .where('locked_by', '=', 'failures')
    .where('locked_until', '<=', now)
    .executeTakeFirstOrThrow();
  const isOver = ended.numUpdatedRows > 0n;
  const dayAgo = new Date(now.getTime() - forgottenAfterMs);
  const { failed_sign_in_count } = await db
    .updateTable('contact_credential')
    .set((row) => ({
      failed_sign_in_at: now,
      failed_sign_in_count: isOver
        ? 1
        : row
            .case()
            .when('failed_sign_in_at', '<', dayAgo)
            .then(1)
            .else(row('failed_sign_in_count', '+', 1))
            .end(),
    }))
    .where('contact_id', '=', contact_id)
    .returning('failed_sign_in_count')
    .executeTakeFirstOrThrow();
  return failed_sign_in_count;
}
