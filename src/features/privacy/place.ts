import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '#platform/database/tables.generated.ts';
import type { Done, PlaceName } from './erasure.ts';
import type { Person } from './find-person.ts';

/** A table in which a person's values may lie, which of its rows they are in and what becomes of those. */
export interface Place {
  place: PlaceName;
  table: keyof Tables;
  rows(person: Person): RawBuilder<boolean>;
  done: Done;
  /** How the rows are written anew where they are blanked. */
  blank?(person: Person): RawBuilder<unknown>;
  /** The call of the function that blanks them and gives their number, where the program itself may not write the table. */
  blankByFunction?(person: Person): RawBuilder<unknown>;
  /** What the person is told of his rows when he asks for all that is held about him; left out where they say nothing. */
  told?: Told;
}

interface Told {
  /** A list for `select`; what a name means stands in `privacy.columns` of the locale files. */
  columns: RawBuilder<unknown>;
  order: RawBuilder<unknown>;
  /** Those of the place that are his alone. */
  rows(person: Person): RawBuilder<boolean>;
}

/** The rows of a table that belongs to contacts. */
export const ofContact = ({ ids }: Person) => sql<boolean>`contact_id = any(${ids}::bigint[])`;

/** What a person is told of such rows. */
export function told(columns: RawBuilder<unknown>, order: RawBuilder<unknown> = sql`created_at`): { told: Told } {
  return { told: { columns, order, rows: ofContact } };
}
