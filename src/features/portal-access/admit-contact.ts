import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { notAuthorized } from './portal-access.ts';

/**
 * Notes that a contact signs in, in the transaction that begins his session, unless he may not: not active, deactivated,
 * deleted or locked by a person. A lock by wrong passwords is the caller's business: it holds up passwords only (A07).
 */
export async function admitContact(ctx: Context, { contact_id }: { contact_id: number }): Promise<void> {
  await inTransaction(ctx, async ({ db, clock }) => {
    const { numUpdatedRows } = await db
      .updateTable('contact')
      .set({ last_sign_in_at: clock.now() })
      .where('id', '=', contact_id)
      .where('portal_access', '=', 'active')
      .where('deactivated_at', 'is', null)
      .where('deleted_at', 'is', null)
      .where((is) => is.or([is('locked_by', 'is', null), is('locked_by', '=', 'failures')]))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw notAuthorized();
  });
}
