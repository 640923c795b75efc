import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { hashToken } from '#platform/tokens.ts';
import type { Try } from './begin-try.ts';
import { isAdmittable } from './link.ts';
import { notAuthorized, temporaryLinkMinutes } from './portal-access.ts';

/**
 * Spends a temporary password that was just given rightly: from here on it opens nothing. Gives the token of a link that lets
 * this browser choose another one, and with it in, within the hour. Of two at once one gets it; the other is refused like
 * anybody. Part of signing in.
 */
export async function spendTemporaryPassword(ctx: Context, { contact_id, password_hash }: Try): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const { db, caller, clock, tokens } = ctx;
    const contact = await db
      .selectFrom('contact')
      .select(['deleted_at', 'deactivated_at', 'locked_by'])
      .where('id', '=', contact_id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    // Somebody may have locked or deactivated him while the password was compared.
    if (!contact || !isAdmittable(contact)) throw notAuthorized();
    const { numUpdatedRows } = await db
      .updateTable('contact_credential')
      .set({ password_hash: null, failed_sign_in_count: 0, failed_sign_in_at: null })
      .where('contact_id', '=', contact_id)
      .where('password_hash', '=', password_hash)
      .where('is_temporary', '=', true)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw notAuthorized();
    const { email } = await db
      .selectFrom('contact_email')
      .select('email')
      .where('contact_id', '=', contact_id)
      .where('is_primary', '=', true)
      .executeTakeFirstOrThrow();
    const next = sql<{ id: number }>`select nextval(pg_get_serial_sequence('password_reset', 'id')) as id`;
    const { id } = (await next.execute(db)).rows[0]!;
    const token = tokens.make({ purpose: 'password_reset', id, generation: 1 });
    const now = clock.now();
    await db
      .insertInto('password_reset')
      .values({
        account_id: caller.account_id,
        id,
        contact_id,
        email,
        token_hash: hashToken(token),
        is_of_temporary_password: true,
        created_at: now,
        expires_at: new Date(now.getTime() + temporaryLinkMinutes * 60_000),
      })
      .execute();
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'temporary_password_used' });
    return token;
  });
}
