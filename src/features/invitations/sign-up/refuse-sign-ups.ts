import { recordChange } from '#features/change-log/record-change.ts';
import { findOwner, isMailable } from '#features/portal-access/find-owner.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import { lockWaiting } from './lock-waiting.ts';
import { signUpRefusedEmail } from './sign-up-refused.email.ts';

/**
 * Refuses those who have signed up and wait; each is told by mail whom to ask, and his password is forgotten. One who is decided
 * by now is passed over. Gives those who were refused. Needs `sign_ups.decide`.
 */
export async function refuseSignUps(
  ctx: Context,
  { ids }: { ids: readonly number[] },
): Promise<{ id: number; name: string }[]> {
  allow(ctx, 'sign_ups.decide');
  const refused: { id: number; name: string }[] = [];
  for (const id of ids) {
    const name = await inTransaction(ctx, (ctx) => refuse(ctx, id));
    if (name !== null) refused.push({ id, name });
  }
  return refused;
}

async function refuse(ctx: Context, id: number): Promise<string | null> {
  const sign_up = await lockWaiting(ctx, id);
  if (!sign_up) return null;
  const { name, email: to_address, language } = sign_up;
  const owner = await findOwner(ctx, { email: to_address });
  await ctx.db
    .updateTable('sign_up')
    .set({
      decided_at: ctx.clock.now(),
      is_approved: false,
      decided_by_agent_id: ctx.caller.kind === 'agent' ? ctx.caller.agent_id : null,
      password_hash: null,
      contact_id: owner?.contact_id ?? null,
    })
    .where('id', '=', id)
    .execute();
  if (owner) await recordChange(ctx, { record: 'contact', record_id: owner.contact_id, act: 'sign_up_refused' });
  if (owner && !isMailable(owner)) return name;
  const mailbox = { to_address, language, ...(owner && { contact_id: owner.contact_id }) };
  await enqueueMail(ctx, signUpRefusedEmail, { ...mailbox, ids: { sign_up_id: id } });
  return name;
}
