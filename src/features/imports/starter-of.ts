import type { Context } from '#platform/context.ts';

/** Whose an import is from now on; the command line of the machine leaves it to whoever had it. */
export function starterOf({ caller }: Context): { agent_id?: number } {
  return caller.kind === 'agent' ? { agent_id: caller.agent_id } : {};
}
