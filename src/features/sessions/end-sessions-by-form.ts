import type { Context } from '#platform/context.ts';
import { readId } from '#platform/http/read-id.ts';
import { endOwnSession } from './end-own-session.ts';
import { endOwnSessions } from './end-own-sessions.ts';

/**
 * Does what a form of `SessionList` asks of the caller's own sessions. Says whether his own is among those that ended, or
 * null for a form of another list.
 */
export async function endSessionsByForm(
  ctx: Context,
  { intent, session_id = '' }: { intent?: string; session_id?: string },
): Promise<{ is_out: boolean } | null> {
  if (intent === 'end_session') {
    const id = readId(session_id);
    await endOwnSession(ctx, { session_id: id });
    return { is_out: 'session_id' in ctx.caller && ctx.caller.session_id === id };
  }
  if (intent !== 'end_others' && intent !== 'end_all') return null;
  await endOwnSessions(ctx, { but_this: intent === 'end_others' });
  return { is_out: intent === 'end_all' };
}
