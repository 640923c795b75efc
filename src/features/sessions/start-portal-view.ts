import { randomBytes } from 'node:crypto';
import { recordAccess } from '#features/access-records/record-access.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { hashToken } from '#platform/tokens.ts';
import type { NewSession } from './create-session.ts';
import { endViewsOfSession } from './end-portal-view.ts';
import { portalViewMs } from './session.ts';

/**
 * Lets an agent look at the portal as a contact sees it: with the token in its cookie, requests to the portal are the
 * contact's but can not write anything, for half an hour or until his own session ends. The view before, if there was one,
 * ends. It stands in the contact's log, and neither he nor his sessions notice it. Needs `contacts.view_as` and a session.
 */
export async function startPortalView(ctx: Context, { contact_id }: { contact_id: number }): Promise<NewSession> {
  allow(ctx, 'contacts.view_as');
  const { caller } = ctx;
  if (caller.kind !== 'agent' || caller.session_id === undefined) {
    throw new Failure('not_signed_in', 'platform.not_signed_in');
  }
  const { account_id, agent_id, session_id } = caller;
  const token = randomBytes(32).toString('base64url');
  await inTransaction(ctx, async (ctx) => {
    const { db, clock } = ctx;
    const contact = await db
      .selectFrom('contact')
      .select('id')
      .where('id', '=', contact_id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (!contact) throw new Failure('not_found', 'platform.not_found');
    await endViewsOfSession(ctx, session_id);
    const now = clock.now();
    await db
      .insertInto('portal_view')
      .values({
        account_id,
        token_hash: hashToken(token),
        session_id,
        agent_id,
        contact_id,
        created_at: now,
        expires_at: new Date(now.getTime() + portalViewMs),
      })
      .execute();
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'portal_view_started' });
    await recordAccess(ctx, { kind: 'portal_viewed', contact_id });
  });
  return { token, max_age: portalViewMs / 1_000 };
}
