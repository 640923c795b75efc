import { recordChanges } from '#features/change-log/record-changes.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMails } from '#platform/email/enqueue-mail.ts';
import { hashToken } from '#platform/tokens.ts';
import type { Mailbox } from './find-mailbox.ts';
import { passwordResetEmail } from './password-reset.email.ts';
import { resetHours } from './portal-access.ts';

/**
 * Makes for each contact a link to choose a new password and mails it to a verified address; the ones before stop working.
 * Part of the acts that ask for it, by which the contacts' rows are locked; asks no permission and does not look at their state.
 */
export async function createPasswordResets(
  ctx: Context,
  mailboxes: readonly Mailbox[],
  { bulk_action_id }: { bulk_action_id?: number | undefined } = {},
): Promise<void> {
  if (mailboxes.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock, tokens } = ctx;
    const now = clock.now();
    const contact_ids = mailboxes.map(({ contact_id }) => contact_id);
    await db.client!.query(
      `update password_reset set replaced_at = $3
       where account_id = $1 and contact_id = any($2) and spent_at is null and replaced_at is null
         and not is_of_temporary_password`,
      [caller.account_id, contact_ids, now],
    );
    // Tokens are made from ids, so ids are needed before the rows.
    const { rows } = await db.client!.query<{ id: number }>(
      `select nextval(pg_get_serial_sequence('password_reset', 'id')) as id from generate_series(1, $1)`,
      [mailboxes.length],
    );
    const ids = rows.map(({ id }) => id);
    const expires_at = new Date(now.getTime() + resetHours * 3_600_000);
    await db.client!.query(
      `insert into password_reset (account_id, id, contact_id, email, token_hash, created_at, expires_at)
       select $1, link.id, link.contact_id, link.email, link.token_hash, $6, $7
       from unnest($2::bigint[], $3::bigint[], $4::text[], $5::bytea[]) as link (id, contact_id, email, token_hash)`,
      [
        caller.account_id,
        ids,
        contact_ids,
        mailboxes.map(({ to_address }) => to_address),
        ids.map((id) => hashToken(tokens.make({ purpose: 'password_reset', id, generation: 1 }))),
        now,
        expires_at,
      ],
    );
    const part = bulk_action_id === undefined ? {} : { bulk_action_id };
    await enqueueMails(
      ctx,
      passwordResetEmail,
      mailboxes.map((mailbox, at) => ({
        ...mailbox,
        ids: { password_reset_id: ids[at]! },
        useful_until: expires_at,
        ...part,
      })),
    );
    await recordChanges(
      ctx,
      contact_ids.map((record_id) => ({ record: 'contact', record_id, act: 'reset_sent', ...part })),
    );
  });
}
