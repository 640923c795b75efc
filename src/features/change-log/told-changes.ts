import { sql } from 'kysely';
import { untoldFields } from './change.ts';

/** The changes of an entry of the log without what only an undo reads, as SQL. */
export const toldChanges = sql`changes - ${untoldFields}::text[]`;
