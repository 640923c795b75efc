import { agentWayInAddedEmail } from '#features/agents/agent-way-in-added.email.ts';
import type { SessionOwner } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { findVerifiedMailbox } from './find-verified-mailbox.ts';
import { wayInAddedEmail } from './way-in-added.email.ts';

/**
 * Tells a contact or an agent by mail that a passkey or an account at a provider lets him in from now on, so that nobody adds one
 * behind his back (OWASP ASVS 5.0, 6.3.7). In the transaction that adds it. A contact who has proved no address is told nothing.
 */
export async function tellWayInAdded(
  ctx: Context,
  owner: SessionOwner,
  { passkey_id = 0, sign_in_identity_id = 0 }: { passkey_id?: number; sign_in_identity_id?: number },
): Promise<void> {
  const way = { passkey_id, sign_in_identity_id };
  if ('contact_id' in owner) {
    const mailbox = await findVerifiedMailbox(ctx, owner.contact_id);
    if (mailbox) await enqueueMail(ctx, wayInAddedEmail, { ...mailbox, ids: { ...owner, ...way } });
    return;
  }
  const { email, language } = await ctx.db
    .selectFrom('agent')
    .select(['email', 'language'])
    .where('id', '=', owner.agent_id)
    .executeTakeFirstOrThrow();
  await enqueueMail(ctx, agentWayInAddedEmail, { ...owner, to_address: email, language, ids: { ...owner, ...way } });
}
