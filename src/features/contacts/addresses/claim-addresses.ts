import { refuseErased } from '#features/contacts/tombstones/refuse-erased.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';

/**
 * Gives addresses to a contact that has none of them yet, in the running transaction; they are unverified. Refuses one
 * that is another contact's, naming him (a deleted one too: he is to be restored instead), one that is an agent's and one of
 * somebody who was deleted for ever.
 * `field` is where the form shows it.
 */
export async function claimAddresses(
  ctx: Context,
  contact_id: number,
  emails: readonly { email: string; is_primary: boolean; field: string }[],
): Promise<void> {
  if (emails.length === 0) return;
  const { db, caller, clock } = ctx;
  const fieldOf = (email: string) => emails.find((claimed) => claimed.email === email)!.field;
  const addresses = emails.map(({ email }) => email);
  const agent = await db.selectFrom('agent').select('email').where('email', 'in', addresses).executeTakeFirst();
  if (agent) {
    const { email } = agent;
    throw new Failure('conflict', 'contacts.address_of_agent', { field: fieldOf(email), values: { email } });
  }
  await refuseErased(
    ctx,
    emails.map(({ email, field }) => ({ kind: 'email', value: email, field })),
  );
  // In the order of addresses, so that two who claim the same ones wait for each other instead of locking each other out.
  const claimed = [...emails].sort((one, other) => (one.email < other.email ? -1 : 1));
  const given = await db
    .insertInto('contact_email')
    .values(
      claimed.map(({ email, is_primary }) => ({
        account_id: caller.account_id,
        email,
        contact_id,
        is_primary,
        created_at: clock.now(),
      })),
    )
    .onConflict((same) => same.columns(['account_id', 'email']).doNothing())
    .returning('email')
    .execute();
  if (given.length === emails.length) return;
  const refused = addresses.filter((email) => !given.some((row) => row.email === email));
  const taken = await db
    .selectFrom('contact_email')
    .innerJoin('contact', 'contact.id', 'contact_email.contact_id')
    .select(['email', 'contact.id', 'name', 'deleted_at'])
    .where('email', 'in', refused)
    .orderBy('email')
    .executeTakeFirstOrThrow();
  const { email, id, name, deleted_at } = taken;
  throw new Failure('conflict', deleted_at ? 'contacts.address_of_deleted' : 'contacts.address_taken', {
    field: fieldOf(email),
    values: { email, name },
    existing: { contact_id: id },
  });
}
