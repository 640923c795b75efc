import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { hashToken } from '#platform/tokens.ts';
import type { Mailbox } from './find-mailbox.ts';
import { passwordResetEmail } from './password-reset.email.ts';
import { resetHours } from './portal-access.ts';

/**
 * Makes a link to choose a new password and mails it to a verified address; the one before stops working. Part of the
 * acts that ask for it; asks no permission and does not look at the contact's state.
 */
export async function createPasswordReset(ctx: Context, mailbox: Mailbox): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock, tokens } = ctx;
    const { contact_id } = mailbox;
    const now = clock.now();
    // Whoever asks at the same moment waits here, so that one link is the newest.
    await db.selectFrom('contact').select('id').where('id', '=', contact_id).forUpdate().execute();
    await db
      .updateTable('password_reset')
      .set({ replaced_at: now })
      .where('contact_id', '=', contact_id)
      .where('spent_at', 'is', null)
      .where('replaced_at', 'is', null)
      .execute();
    const id = await nextId(ctx);
    const expires_at = new Date(now.getTime() + resetHours * 3_600_000);
    await db
      .insertInto('password_reset')
      .values({
        account_id: caller.account_id,
        id,
        contact_id,
        email: mailbox.to_address,
        token_hash: hashToken(tokens.make({ purpose: 'password_reset', id, generation: 1 })),
        created_at: now,
        expires_at,
      })
      .execute();
    await enqueueMail(ctx, passwordResetEmail, {
      ...mailbox,
      ids: { password_reset_id: id },
      useful_until: expires_at,
    });
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'reset_sent' });
  });
}

/** The token is made from the id, so the id is needed before the row. */
async function nextId({ db }: Context): Promise<number> {
  const next = sql<{ id: number }>`select nextval(pg_get_serial_sequence('password_reset', 'id')) as id`;
  const { rows } = await next.execute(db);
  return rows[0]!.id;
}
