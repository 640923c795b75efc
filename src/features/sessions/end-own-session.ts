import type { Context } from '#platform/context.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { ownSessionOwner } from './own-session-owner.ts';

/** Ends one of the caller's own sessions; it is dead on its next request. Anybody else's is not found (C05). */
export async function endOwnSession(ctx: Context, { session_id }: { session_id: number }): Promise<void> {
  await endSessionsOf(ctx, ownSessionOwner(ctx), { session_id });
}
