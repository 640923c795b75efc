import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/**
 * Signs a contact out of one session, or of all where none is named; he may sign in again. It stands in his log. A session
 * that is not his is not found. Needs `contacts.lock`.
 */
export async function endSessionsOfContact(
  ctx: Context,
  { contact_id, session_id }: { contact_id: number; session_id?: number },
): Promise<void> {
  allow(ctx, 'contacts.lock');
  await inTransaction(ctx, async (ctx) => {
    const all = ctx.db.deleteFrom('session').where('contact_id', '=', contact_id);
    const meant = session_id === undefined ? all : all.where('id', '=', session_id);
    const { numDeletedRows } = await meant.executeTakeFirstOrThrow();
    if (numDeletedRows > 0n) {
      await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'sessions_ended' });
    } else if (session_id !== undefined) throw new Failure('not_found', 'platform.not_found');
  });
}
