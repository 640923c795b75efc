import { ownSessionOwner } from '#features/sessions/own-session-owner.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** By what somebody is told from others where keys are chosen. */
export interface KeyHolder {
  name: string;
  /** His address; his name where he has none. */
  user_name: string;
  /** What keys know him by: the same for all of his, and nobody can tell from it who he is (WebAuthn §14.6.1). */
  handle: Buffer;
}

/** The caller as his keys know him. */
export async function findKeyHolder(ctx: Context): Promise<KeyHolder> {
  const owner = ownSessionOwner(ctx);
  return inTransaction(ctx, async ({ db, tokens }) => {
    if ('agent_id' in owner) {
      const { agent_id } = owner;
      const agents = db.selectFrom('agent').select(['name', 'email']).where('id', '=', agent_id);
      const { name, email } = await agents.executeTakeFirstOrThrow();
      return { name, user_name: email, handle: tokens.mark('passkey_agent', String(agent_id)) };
    }
    const { contact_id } = owner;
    const { name } = await db
      .selectFrom('contact')
      .select('name')
      .where('id', '=', contact_id)
      .executeTakeFirstOrThrow();
    const address = await db
      .selectFrom('contact_email')
      .select('email')
      .where('contact_id', '=', contact_id)
      .where('is_primary', '=', true)
      .executeTakeFirst();
    return { name, user_name: address?.email ?? name, handle: tokens.mark('passkey_contact', String(contact_id)) };
  });
}
