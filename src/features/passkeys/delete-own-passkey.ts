import { recordChange } from '#features/change-log/record-change.ts';
import { allowFresh } from '#features/sessions/allow-fresh.ts';
import { hasWayIn } from '#features/sessions/has-way-in.ts';
import { ownSessionOwner } from '#features/sessions/own-session-owner.ts';
import { ownerColumn } from '#features/sessions/owner-column.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/**
 * Takes one of the caller's own passkeys away; it opens nothing from then on. He must have proved lately who he is, and his
 * last way in stays (conflict, E05). Anybody else's is not found.
 */
export async function deleteOwnPasskey(ctx: Context, { passkey_id }: { passkey_id: number }): Promise<void> {
  const owner = ownSessionOwner(ctx);
  await allowFresh(ctx);
  const [column, id] = ownerColumn(owner);
  const record = 'agent_id' in owner ? 'agent' : 'contact';
  await inTransaction(ctx, async (ctx) => {
    const { db } = ctx;
    // Of two at once the second one waits and sees what the first has left.
    await db.selectFrom(record).select('id').where('id', '=', id).forUpdate().execute();
    const gone = await db
      .deleteFrom('passkey')
      .where(column, '=', id)
      .where('id', '=', passkey_id)
      .returning('id')
      .executeTakeFirst();
    if (!gone) throw new Failure('not_found', 'platform.not_found');
    if (!(await hasWayIn(ctx, owner))) throw new Failure('conflict', 'passkeys.last_way_in');
    await recordChange(ctx, { record, record_id: id, act: 'passkey_removed' });
  });
}
