import { ownSessionOwner } from '#features/sessions/own-session-owner.ts';
import { ownerColumn } from '#features/sessions/owner-column.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure, invalid } from '#platform/failure.ts';
import { longestName } from './passkey.ts';

/** Calls one of the caller's own passkeys something else. Anybody else's is not found. */
export async function updateOwnPasskey(
  ctx: Context,
  { passkey_id, name }: { passkey_id: number; name: string },
): Promise<void> {
  const [column, id] = ownerColumn(ownSessionOwner(ctx));
  const wanted = name.trim();
  if (wanted === '') throw invalid([{ field: 'name', code: 'platform.required' }]);
  await inTransaction(ctx, async ({ db }) => {
    const { numUpdatedRows } = await db
      .updateTable('passkey')
      .set({ name: wanted.slice(0, longestName) })
      .where('id', '=', passkey_id)
      .where(column, '=', id)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new Failure('not_found', 'platform.not_found');
  });
}
