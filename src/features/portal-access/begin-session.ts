import { createSession, type NewSession } from '#features/sessions/create-session.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { admitContact } from './admit-contact.ts';

/** Signs a contact in who has just proved his mailbox by a link, and notes the sign-in. Part of the acts that spend such a link. */
export async function beginSession(
  ctx: Context,
  { contact_id, is_remembered }: { contact_id: number; is_remembered: boolean },
): Promise<NewSession> {
  return inTransaction(ctx, async (ctx) => {
    await admitContact(ctx, { contact_id });
    return createSession(ctx, { contact_id, is_remembered, method: 'link' });
  });
}
