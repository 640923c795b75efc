import type { AgentCaller, Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/** The first line of an act that every agent may do to himself: refuses everybody else, and says who it is. */
export function allowAgent({ caller }: Context): AgentCaller {
  if (caller.kind !== 'agent') throw new Failure('not_signed_in', 'platform.not_signed_in');
  return caller;
}
