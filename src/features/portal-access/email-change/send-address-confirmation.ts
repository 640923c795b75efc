import { sql } from 'kysely';
import { recordChange } from '#features/change-log/record-change.ts';
import { mailboxesOf } from '#features/portal-access/mailboxes-of.ts';
import { allowContact, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { Failure } from '#platform/failure.ts';
import { limitRate } from '#platform/rate-limit.ts';
import { hashToken } from '#platform/tokens.ts';
import { confirmAddressEmail } from './confirm-address.email.ts';
import { confirmHours, limits } from './email-change.ts';
import { revokeEmailChange } from './revoke-email-change.ts';

/**
 * Mails a signed-in customer a link by which he proves his own primary address, which somebody else has written down: from
 * then on he signs in by it. It takes the place of a change of address that waits. Fails as conflict where there is nothing
 * to prove, as too_many after three an hour for the address.
 */
export async function sendAddressConfirmation(ctx: Context): Promise<void> {
  const { account_id, contact_id } = allowContact(ctx);
  const { to_address } = await inTransaction(ctx, (ctx) => findUnproved(ctx, contact_id));
  await limitRate(ctx, limits.mail, `${account_id} ${to_address}`);
  await inTransaction(ctx, async (ctx) => {
    const { db, clock, tokens } = ctx;
    await db.selectFrom('contact').select('id').where('id', '=', contact_id).forUpdate().execute();
    const mailbox = await findUnproved(ctx, contact_id);
    await revokeEmailChange(ctx, { contact_id });
    const next = sql<{ id: number }>`select nextval(pg_get_serial_sequence('email_change', 'id')) as id`;
    const { id } = (await next.execute(db)).rows[0]!;
    const expires_at = new Date(clock.now().getTime() + confirmHours * 3_600_000);
    const token_hash = hashToken(tokens.make({ purpose: 'email_change', id, generation: 1 }));
    await db
      .insertInto('email_change')
      .values({
        account_id,
        id,
        contact_id,
        email: mailbox.to_address,
        token_hash,
        created_at: clock.now(),
        expires_at,
      })
      .execute();
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'address_confirmation_asked' });
    await enqueueMail(ctx, confirmAddressEmail, { ...mailbox, ids: { email_change_id: id }, useful_until: expires_at });
  });
}

async function findUnproved({ db }: Context, contact_id: number) {
  const mailbox = await mailboxesOf(db, contact_id)
    .where('contact_email.is_primary', '=', true)
    .where('contact_email.state', '=', 'unverified')
    .executeTakeFirst();
  if (!mailbox) throw new Failure('conflict', 'portal_access.nothing_to_confirm');
  return mailbox;
}
