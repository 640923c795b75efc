import { sql } from 'kysely';
import type { Mailbox } from '#features/portal-access/find-mailbox.ts';
import { signInLinkMinutes } from '#features/portal-access/portal-access.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { hashToken } from '#platform/tokens.ts';
import { revokeSignInLinks } from './revoke-sign-in-links.ts';
import { signInLinkEmail } from './sign-in-link.email.ts';

/**
 * Makes a link that signs a contact in and mails it to a verified address of his; the one before stops working. Part of the
 * act that asks for it; asks no permission and does not look at the contact's state.
 */
export async function createSignInLink(ctx: Context, mailbox: Mailbox): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { db, caller, clock, tokens } = ctx;
    const { contact_id } = mailbox;
    const now = clock.now();
    // Whoever asks at the same moment waits here, so that one link is the newest.
    await db.selectFrom('contact').select('id').where('id', '=', contact_id).forUpdate().execute();
    await revokeSignInLinks(ctx, { contact_ids: [contact_id] });
    const id = await nextId(ctx);
    const expires_at = new Date(now.getTime() + signInLinkMinutes * 60_000);
    await db
      .insertInto('sign_in_link')
      .values({
        account_id: caller.account_id,
        id,
        contact_id,
        email: mailbox.to_address,
        token_hash: hashToken(tokens.make({ purpose: 'sign_in_link', id, generation: 1 })),
        created_at: now,
        expires_at,
      })
      .execute();
    await enqueueMail(ctx, signInLinkEmail, { ...mailbox, ids: { sign_in_link_id: id }, useful_until: expires_at });
  });
}

/** The token is made from the id, so the id is needed before the row. */
async function nextId({ db }: Context): Promise<number> {
  const next = sql<{ id: number }>`select nextval(pg_get_serial_sequence('sign_in_link', 'id')) as id`;
  const { rows } = await next.execute(db);
  return rows[0]!.id;
}
