import type { Context } from '#platform/context.ts';

/**
 * Takes away passkeys and links to providers of a contact who proves an address for the first time, in the running transaction:
 * who has put them there before is not known (E03). His password, links and sessions go with the new password.
 */
export async function deleteWaysIn({ db }: Context, { contact_id }: { contact_id: number }): Promise<void> {
  await db.deleteFrom('passkey').where('contact_id', '=', contact_id).execute();
  await db.deleteFrom('sign_in_identity').where('contact_id', '=', contact_id).execute();
}
