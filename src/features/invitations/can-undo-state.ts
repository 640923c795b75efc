import type { Changes } from '#features/change-log/change.ts';
import { stateColumns } from '#features/contacts/change-states.ts';
import type { FoundContact } from '#features/contacts/find-contact.ts';

/** Whether a contact's state is still as an act of his log left it, so that `undoContactAct` can take it back. */
export function canUndoState(contact: FoundContact, { changes }: { changes: Changes | null }): boolean {
  const states = Object.entries(changes ?? {}).filter(([name]) => name in stateColumns);
  return states.length > 0 && states.every(([name, [, after]]) => isSame(contact[name as keyof FoundContact], after));
}

/** The log writes a time as PostgreSQL does, with its microseconds; a row has it to the millisecond. */
function isSame(now: unknown, logged: unknown): boolean {
  if (now instanceof Date) return logged !== null && now.getTime() === Math.floor(new Date(String(logged)).getTime());
  return (now ?? null) === logged;
}
