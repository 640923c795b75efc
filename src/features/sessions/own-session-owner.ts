import { type Context, isLooking } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import type { SessionOwner } from './create-session.ts';

/** Whose sessions and keys the caller's own are: the first line of acts that agents and customers alike do to themselves. */
export function ownSessionOwner({ caller }: Context): SessionOwner {
  if (caller.kind === 'agent') return { agent_id: caller.agent_id };
  if (caller.kind === 'contact' && !isLooking(caller)) return { contact_id: caller.contact_id };
  throw new Failure('not_signed_in', 'platform.not_signed_in');
}
