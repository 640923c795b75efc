import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { invalid } from '#platform/failure.ts';
import { readEmailAddress } from '#platform/fields/email-address.ts';

export interface TriedAddress {
  email: string;
  /** Whose it is: this contact's, another's, an agent's, nobody's. */
  owner: 'own' | 'other' | 'agent' | 'nobody';
  /** The other contact. */
  contact_id: number | null;
  /** How often it was tried in vain while nobody had it, and when last. */
  tried: { count: number; last_at: Date } | null;
}

/**
 * What is known of an address that a contact says he signs in with: whose it is, and whether it was tried. Tries of addresses that
 * nobody has are kept as keyed hashes, so only who knows an address learns of it. Fails as invalid for what is no address.
 * Needs `contacts.view`.
 */
export async function checkTriedAddress(
  ctx: Context,
  { contact_id, email: given }: { contact_id: number; email: string },
): Promise<TriedAddress> {
  allow(ctx, 'contacts.view');
  const email = readEmailAddress(given);
  if (!email) throw invalid([{ field: 'email', code: 'fields.not_an_email', values: { value: given.slice(0, 60) } }]);
  return inTransaction(ctx, async ({ db, tokens }) => {
    const address = await db
      .selectFrom('contact_email')
      .select('contact_id')
      .where('email', '=', email)
      .executeTakeFirst();
    const agent = await db.selectFrom('agent').select('id').where('email', '=', email).executeTakeFirst();
    const tried = await db
      .selectFrom('unknown_sign_in')
      .select(['tried_count as count', 'last_at'])
      .where('email_mark', '=', tokens.mark('unknown sign-in', email))
      .executeTakeFirst();
    const ofContact = address && (address.contact_id === contact_id ? 'own' : 'other');
    const owner = ofContact ?? (agent ? 'agent' : 'nobody');
    return { email, owner, contact_id: owner === 'other' ? address!.contact_id : null, tried: tried ?? null };
  });
}
