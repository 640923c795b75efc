import type { Selectable } from 'kysely';
import type { AgentRow } from '#platform/database/tables.generated.ts';
import type { FieldProblem } from '#platform/failure.ts';
import type { Field, FieldValue } from '#platform/fields/field.ts';
import type { RawValue } from '#platform/fields/read-field-value.ts';
import { readFieldValues } from '#platform/fields/read-field-values.ts';
import { roles } from '#platform/rights.ts';

/** Someone who works in the console, as colleagues see him: no hash, no counters. */
export type Agent = Pick<
  Selectable<AgentRow>,
  'id' | 'name' | 'email' | 'role' | 'language' | 'invited_at' | 'deactivated_at' | 'last_sign_in_at' | 'created_at'
> & { state: AgentState };

/** Derived: invited until he has a password or has come in by a provider. */
export type AgentState = 'invited' | 'active' | 'locked' | 'deactivated';

/** How each state is coloured; the word says the same. */
export const agentTones = { invited: 'accent', active: 'success', locked: 'warning', deactivated: 'neutral' } as const;

export const agentFields = [
  { name: 'name', kind: 'text', label: 'agents.fields.name', max_length: 100, is_required: true },
  { name: 'email', kind: 'email', label: 'agents.fields.email', is_required: true },
  { name: 'role', kind: 'dropdown', label: 'agents.fields.role', choices: roles, is_required: true },
  { name: 'language', kind: 'language', label: 'agents.fields.language', is_required: true },
] as const satisfies readonly Field[];

/** Days in which an invitation to work here must be accepted, and hours in which a forgotten password can be replaced. */
export const linkLife = { agent_invitation: 7 * 24 * 3_600_000, agent_reset: 12 * 3_600_000 } as const;

/** Reads what a form gives of an agent; `names` are the fields that count. */
export function readAgentFields(
  names: readonly (typeof agentFields)[number]['name'][],
  given: Readonly<Record<string, RawValue>>,
  { is_new }: { is_new: boolean },
): { values: Record<string, FieldValue>; problems: FieldProblem[] } {
  const fields = agentFields.filter(({ name }) => names.includes(name));
  return readFieldValues(fields, given, { country: '', empty_words: new Set(), is_new });
}

/** What is read of an agent to show him; the last two only tell his state. */
export const agentColumns = [
  ...(['id', 'name', 'email', 'role', 'language', 'invited_at', 'deactivated_at', 'last_sign_in_at'] as const),
  ...(['created_at', 'password_set_at', 'locked_until'] as const),
] as const;

/** An agent from his row; `now` decides whether a lock is over. */
export function agentOfRow(
  { password_set_at, locked_until, ...agent }: Pick<Selectable<AgentRow>, (typeof agentColumns)[number]>,
  now: Date,
): Agent {
  return { ...agent, state: stateOf({ ...agent, password_set_at, locked_until }, now) };
}

function stateOf(
  agent: Pick<Selectable<AgentRow>, 'password_set_at' | 'deactivated_at' | 'locked_until' | 'last_sign_in_at'>,
  now: Date,
): AgentState {
  if (agent.deactivated_at) return 'deactivated';
  if (!agent.password_set_at && !agent.last_sign_in_at) return 'invited';
  return agent.locked_until && agent.locked_until > now ? 'locked' : 'active';
}
