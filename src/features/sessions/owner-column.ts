import type { SessionOwner } from './create-session.ts';

/** The column that says whose a session or a key is, and who that is: for a query's `where`. */
export function ownerColumn(owner: SessionOwner): ['agent_id' | 'contact_id', number] {
  return 'agent_id' in owner ? ['agent_id', owner.agent_id] : ['contact_id', owner.contact_id];
}
