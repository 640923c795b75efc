import { sql } from 'kysely';
import { recordAccess } from '#features/access-records/record-access.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { type FoundContact, findContact } from '#features/contacts/find-contact.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { accountOf } from './count-places.ts';
import type { PlaceName } from './erasure.ts';
import { findPerson } from './find-person.ts';
import { places } from './places.ts';

/** Everything that is held about a contact, as it is told to him. */
export interface HeldOfPerson {
  contact: FoundContact;
  /** By place the rows that are his; places without any are left out. */
  places: { place: PlaceName; rows: Record<string, unknown>[] }[];
}

/**
 * Reads all that is held about a contact, for him who has asked for it, and writes down who has read it: call it where
 * somebody takes it away. What only helps to find him (indexes) or is kept as a hash says nothing and is left out.
 */
export async function readPerson(ctx: Context, { contact_id }: { contact_id: number }): Promise<HeldOfPerson> {
  allow(ctx, 'contacts.export_person');
  return inTransaction(ctx, async (ctx) => {
    const contact = await findContact(ctx, { id: contact_id });
    const person = await findPerson(ctx, { contact_id });
    const held: HeldOfPerson = { contact, places: [] };
    for (const { place, table, told } of places) {
      if (!told) continue;
      const { rows } = await sql<Record<string, unknown>>`
        select ${told.columns} from ${sql.table(table)}
        where ${accountOf(ctx, table)} and ${told.rows(person)} order by ${told.order}`.execute(ctx.db);
      if (rows.length > 0) held.places.push({ place, rows });
    }
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'exported' });
    await recordAccess(ctx, { kind: 'person_exported', contact_id });
    return held;
  });
}
