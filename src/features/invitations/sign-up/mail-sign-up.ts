import { sql } from 'kysely';
import { findAccount } from '#features/accounts/find-account.ts';
import { accessRefusedEmail } from '#features/invitations/access-refused.email.ts';
import { inviteContacts } from '#features/invitations/invite-contacts.ts';
import { type AddressOwner, findOwner, isMailable } from '#features/portal-access/find-owner.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { hashToken } from '#platform/tokens.ts';
import { signUpHours } from './sign-up.ts';
import { signUpKnownEmail } from './sign-up-known.email.ts';
import { signUpLinkEmail } from './sign-up-link.email.ts';
import { signUpOfAgentEmail } from './sign-up-of-agent.email.ts';
import { signUpWaitingEmail } from './sign-up-waiting.email.ts';

export interface AskedSignUp {
  name: string;
  email: string;
  custom_fields: Record<string, string>;
}

/**
 * Mails an address that somebody has signed up with what its owner needs (A03): a link to finish, a fresh invitation, that he
 * is in already, that he waits for an answer, or whom to ask. Of a contact nothing changes. Part of `createSignUp`.
 */
export async function mailSignUp(ctx: Context, asked: AskedSignUp): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const account = await findAccount(ctx);
    // Refuses at once where links would lead nowhere, whoever asks.
    portalLink(account, '/portal/sign-up');
    const { email: to_address } = asked;
    const agent = await ctx.db
      .selectFrom('agent')
      .select(['id', 'language'])
      .where('email', '=', to_address)
      .where('deactivated_at', 'is', null)
      .executeTakeFirst();
    if (agent) {
      const { id: agent_id, language } = agent;
      await enqueueMail(ctx, signUpOfAgentEmail, { agent_id, to_address, language, ids: { agent_id } });
      return;
    }
    const owner = await findOwner(ctx, { email: to_address });
    if (owner) return mailOwner(ctx, asked, owner);
    if (account.sign_up === 'anyone') await mailLink(ctx, asked);
  });
}

async function mailOwner(ctx: Context, asked: AskedSignUp, owner: AddressOwner): Promise<void> {
  if (!isMailable(owner) || !owner.is_his) return;
  const { contact_id, language } = owner;
  const mailbox = { contact_id, to_address: asked.email, language, ids: { contact_id } };
  if (!owner.is_admittable) await enqueueMail(ctx, accessRefusedEmail, mailbox);
  else if (owner.portal_access === 'active') await enqueueMail(ctx, signUpKnownEmail, mailbox);
  // An agent has said yes to him already.
  else if (owner.portal_access === 'invited' && owner.is_primary) {
    await inviteContacts(ctx, { contact_ids: [contact_id] });
  } else await mailLink(ctx, asked, owner);
}

async function mailLink(
  ctx: Context,
  { email, name, custom_fields }: AskedSignUp,
  owner?: AddressOwner,
): Promise<void> {
  const { db, caller, clock, tokens } = ctx;
  const now = clock.now();
  const mailbox = {
    to_address: email,
    language: owner?.language ?? caller.locale,
    ...(owner && { contact_id: owner.contact_id }),
  };
  const waiting = await db
    .selectFrom('sign_up')
    .select('id')
    .where('email', '=', email)
    .where('spent_at', 'is not', null)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  if (waiting) {
    await enqueueMail(ctx, signUpWaitingEmail, { ...mailbox, ids: { sign_up_id: waiting.id } });
    return;
  }
  await db
    .updateTable('sign_up')
    .set({ replaced_at: now })
    .where('email', '=', email)
    .where('spent_at', 'is', null)
    .where('replaced_at', 'is', null)
    .execute();
  const id = await nextId(ctx);
  const expires_at = new Date(now.getTime() + signUpHours * 3_600_000);
  const made = await db
    .insertInto('sign_up')
    .values({
      account_id: caller.account_id,
      id,
      email,
      name,
      language: mailbox.language,
      custom_fields: JSON.stringify(custom_fields),
      token_hash: hashToken(tokens.make({ purpose: 'sign_up', id, generation: 1 })),
      created_at: now,
      expires_at,
    })
    // Of two that come at the same moment the first has the link.
    .onConflict((same) =>
      same.columns(['account_id', 'email']).where('spent_at', 'is', null).where('replaced_at', 'is', null).doNothing(),
    )
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows === 0n) return;
  await enqueueMail(ctx, signUpLinkEmail, { ...mailbox, ids: { sign_up_id: id }, useful_until: expires_at });
}

/** The token is made from the id, so the id is needed before the row. */
async function nextId({ db }: Context): Promise<number> {
  const next = sql<{ id: number }>`select nextval(pg_get_serial_sequence('sign_up', 'id')) as id`;
  const { rows } = await next.execute(db);
  return rows[0]!.id;
}
