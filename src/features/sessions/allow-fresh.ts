import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/** So long after somebody has proved who he is may he change how he gets in, in milliseconds. */
const freshMs = 10 * 60_000;

/**
 * Refuses (`sessions.not_fresh`) whoever has not proved lately who he is: before a way in is added or taken away, so that a
 * browser left open is not enough (E05, ASVS 7.5.1). Signing in is proof, and so is `renewSession` after the password.
 */
export async function allowFresh(ctx: Context): Promise<void> {
  if (!(await isFresh(ctx))) throw new Failure('forbidden', 'sessions.not_fresh');
}

/** Whether `allowFresh` would let the caller pass: pages ask him to prove himself before they show a form. */
export async function isFresh(ctx: Context): Promise<boolean> {
  const session_id = ('session_id' in ctx.caller && ctx.caller.session_id) || 0;
  return inTransaction(ctx, async ({ db, clock }) => {
    const session = await db.selectFrom('session').select('created_at').where('id', '=', session_id).executeTakeFirst();
    return session !== undefined && clock.now().getTime() - session.created_at.getTime() < freshMs;
  });
}
