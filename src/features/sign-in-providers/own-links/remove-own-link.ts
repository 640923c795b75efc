import { recordChange } from '#features/change-log/record-change.ts';
import { allowFresh } from '#features/sessions/allow-fresh.ts';
import { hasWayIn } from '#features/sessions/has-way-in.ts';
import { ownSessionOwner } from '#features/sessions/own-session-owner.ts';
import { ownerColumn } from '#features/sessions/owner-column.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/**
 * Ends one of the caller's links to a provider. Fails as conflict where it is his last way in, as not_found where it is not his,
 * and as forbidden for who has not proved lately who he is (E05).
 */
export async function removeOwnLink(ctx: Context, { id }: { id: number }): Promise<void> {
  const owner = ownSessionOwner(ctx);
  await allowFresh(ctx);
  const [column, record_id] = ownerColumn(owner);
  const record = column === 'agent_id' ? 'agent' : 'contact';
  await inTransaction(ctx, async (ctx) => {
    const { db } = ctx;
    // Of two at once the second one waits and sees what the first has left.
    await db.selectFrom(record).select('id').where('id', '=', record_id).forUpdate().execute();
    const meant = await db
      .selectFrom('sign_in_identity')
      .innerJoin('sign_in_provider', (join) =>
        join
          .onRef('sign_in_provider.account_id', '=', 'sign_in_identity.account_id')
          .onRef('sign_in_provider.id', '=', 'sign_in_identity.provider_id'),
      )
      .select('name')
      .where('sign_in_identity.id', '=', id)
      .where(column, '=', record_id)
      .executeTakeFirst();
    if (!meant) throw new Failure('not_found', 'platform.not_found');
    await db.deleteFrom('sign_in_identity').where('id', '=', id).execute();
    if (!(await hasWayIn(ctx, owner))) throw new Failure('conflict', 'sign_in_providers.last_way_in');
    const changes = { sign_in_provider: [meant.name, null] satisfies [string, null] };
    await recordChange(ctx, { record, record_id, act: 'provider_unlinked', changes });
  });
}
