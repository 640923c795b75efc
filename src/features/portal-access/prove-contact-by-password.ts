import type { NewSession } from '#features/sessions/create-session.ts';
import { renewSession } from '#features/sessions/renew-session.ts';
import { allowContact, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { verifyPassword } from '#platform/passwords.ts';
import { limitRate } from '#platform/rate-limit.ts';

/** Whoever sits at an open session must not be able to guess his way to the password. */
const perContact = { name: 'own_password.contact', points: 10, seconds: 1_800 };

/**
 * Proves once more who a contact is, by his password, before he changes how he gets in; he goes on with a new session. Fails as
 * invalid for a wrong one, and so does who has none.
 */
export async function proveContactByPassword(ctx: Context, { password }: { password: string }): Promise<NewSession> {
  const { account_id, contact_id } = allowContact(ctx);
  await limitRate(ctx, perContact, `${account_id} ${contact_id}`);
  const own = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('contact_credential').select('password_hash').where('contact_id', '=', contact_id).executeTakeFirst(),
  );
  const { is_right } = await verifyPassword(password, own?.password_hash ?? null);
  if (!is_right) throw new Failure('invalid', 'sessions.password_wrong', { field: 'password' });
  return renewSession(ctx, { method: 'password' });
}
