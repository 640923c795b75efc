import type { AddressedContact } from '#features/contacts/addresses/change-addresses.ts';
import type { Context } from '#platform/context.ts';

/** A contact's addresses, held until the running transaction ends, for acts of his own. */
export async function lockAddresses({ db }: Context, contact_id: number): Promise<AddressedContact> {
  await db.selectFrom('contact').select('id').where('id', '=', contact_id).forNoKeyUpdate().execute();
  const emails = await db
    .selectFrom('contact_email')
    .select(['email', 'is_primary', 'state'])
    .where('contact_id', '=', contact_id)
    .orderBy('is_primary', 'desc')
    .orderBy('created_at')
    .orderBy('email')
    .execute();
  return { id: contact_id, email: emails.find(({ is_primary }) => is_primary)?.email ?? null, emails };
}
