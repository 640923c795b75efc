import { recordChanges } from '#features/change-log/record-changes.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

/** Ends an agent's look at the portal as a contact; its token is dead on the next request. Nothing to do for others. */
export async function endPortalView(ctx: Context): Promise<void> {
  const { caller } = ctx;
  if (caller.kind !== 'agent' || caller.session_id === undefined) return;
  const { session_id } = caller;
  await inTransaction(ctx, (ctx) => endViewsOfSession(ctx, session_id));
}

/** Ends what is looked at from a session, and says so in the contacts' logs, in the running transaction. */
export async function endViewsOfSession(ctx: Context, session_id: number): Promise<void> {
  const ended = await ctx.db
    .deleteFrom('portal_view')
    .where('session_id', '=', session_id)
    .returning('contact_id')
    .execute();
  await recordChanges(
    ctx,
    ended.map(({ contact_id }) => ({ record: 'contact', record_id: contact_id, act: 'portal_view_ended' })),
  );
}
