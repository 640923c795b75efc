import { type Context, isLooking } from '#platform/context.ts';
import { type ListedSession, listSessionsOf } from './list-sessions-of.ts';
import { ownSessionOwner } from './own-session-owner.ts';

/** Where the caller is signed in; nothing for an agent who only looks at the portal as a contact: it is none of his business. */
export async function listOwnSessions(ctx: Context): Promise<ListedSession[]> {
  if (isLooking(ctx.caller)) return [];
  return listSessionsOf(ctx, ownSessionOwner(ctx));
}
