import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { endSessionsOf } from './end-sessions-of.ts';

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
    if (!(await endSessionsOf(ctx, { contact_id }, { session_id }))) return;
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'sessions_ended' });
  });
}
