import { activateContact } from '#features/invitations/activate-contact.ts';
import { writeConsents } from '#features/portal-access/consents/write-consents.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { findSignedUp } from './find-signed-up.ts';
import { lockWaiting } from './lock-waiting.ts';
import { signUpApprovedEmail } from './sign-up-approved.email.ts';

/** What became of one: null for let in. `active` has come in otherwise; `refused` is somebody whom no sign-up may let in. */
export interface ApprovalOutcome {
  id: number;
  name: string;
  reason: 'active' | 'refused' | null;
}

/**
 * Lets those in who have signed up and wait, each with the password he chose, and tells each by mail. One who is decided by
 * now is passed over; one who can not be let in stays in the list, with the reason. Each is a transaction of its own. Needs
 * `sign_ups.decide`.
 */
export async function approveSignUps(ctx: Context, { ids }: { ids: readonly number[] }): Promise<ApprovalOutcome[]> {
  allow(ctx, 'sign_ups.decide');
  const outcomes: ApprovalOutcome[] = [];
  for (const id of ids) {
    const outcome = await inTransaction(ctx, (ctx) => approve(ctx, id));
    if (outcome) outcomes.push(outcome);
  }
  return outcomes;
}

async function approve(ctx: Context, id: number): Promise<ApprovalOutcome | null> {
  const sign_up = await lockWaiting(ctx, id);
  if (!sign_up) return null;
  const { name, email, language, password_hash } = sign_up;
  const signedUp = await findSignedUp(ctx, sign_up, { may_create: true });
  if ('reason' in signedUp && signedUp.reason === 'refused') return { id, name, reason: 'refused' };
  const contact_id = 'contact_id' in signedUp ? signedUp.contact_id : null;
  await ctx.db
    .updateTable('sign_up')
    .set({
      decided_at: ctx.clock.now(),
      is_approved: true,
      decided_by_agent_id: ctx.caller.kind === 'agent' ? ctx.caller.agent_id : null,
      password_hash: null,
      contact_id,
    })
    .where('id', '=', id)
    .execute();
  if (contact_id === null) return { id, name, reason: 'active' };
  await activateContact(ctx, { contact_id, email, password_hash: password_hash!, act: 'sign_up_approved' });
  await writeConsents(ctx, { contact_id, given: sign_up.consents });
  await enqueueMail(ctx, signUpApprovedEmail, { contact_id, to_address: email, language, ids: { sign_up_id: id } });
  return { id, name, reason: null };
}
