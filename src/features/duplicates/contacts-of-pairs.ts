import { contactRows, type ListedContact } from '#features/contacts/list/contact-rows.ts';
import type { Context } from '#platform/context.ts';

/** Pairs with their two contacts as lists show them, in the running transaction; one with a contact who is gone is left out. */
export async function contactsOfPairs<Pair extends { contact_id: number; other_contact_id: number }>(
  ctx: Context,
  pairs: readonly Pair[],
): Promise<{ pair: Pair; contacts: [ListedContact, ListedContact] }[]> {
  const ids = pairs.flatMap(({ contact_id, other_contact_id }) => [contact_id, other_contact_id]);
  const found = new Map((await contactRows(ctx, [...new Set(ids)])).map((contact) => [contact.id, contact]));
  return pairs.flatMap((pair) => {
    const [one, other] = [found.get(pair.contact_id), found.get(pair.other_contact_id)];
    return one && other ? [{ pair, contacts: [one, other] as [ListedContact, ListedContact] }] : [];
  });
}
