import { deleteWaysIn } from '#features/invitations/delete-ways-in.ts';
import { endPortalAccess } from '#features/invitations/end-portal-access.ts';
import type { Context } from '#platform/context.ts';

/**
 * Takes away whatever could let somebody in as a contact who had proved no address until now, in the running transaction: password,
 * passkeys, sessions, mailed links, links to providers. Who has put them there is not known, and whoever proves the address now does not
 * need them.
 */
export async function wipeUnproved(ctx: Context, { contact_id }: { contact_id: number }): Promise<void> {
  const { db } = ctx;
  await endPortalAccess(ctx, { contact_ids: [contact_id] });
  await db.deleteFrom('contact_credential').where('contact_id', '=', contact_id).execute();
  await deleteWaysIn(ctx, { contact_id });
}
