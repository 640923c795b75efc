import { createContact } from '#features/contacts/create-contact.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { checkPastedAddresses } from '#features/invitations/pasted/check-pasted-addresses.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { startBulkAction } from './start-bulk-action.ts';

/** Where to follow what was started: one invitation on the contact's page, several as a bulk action. */
export type InvitedPasted = { contact_id: number } | { bulk_action_id: number };

/**
 * Adds the unknown people of a pasted text as contacts and invites them and the known ones: exactly those that
 * `checkPastedAddresses` showed, whose `digest` is given. Fails as conflict where that has changed meanwhile, and as invalid
 * where nobody would be invited. More than one go out as a bulk action, with its two minutes to call it back, and need
 * `contacts.bulk`; any needs `contacts.invite`, an unknown one `contacts.edit`.
 */
export async function invitePasted(
  ctx: Context,
  { text, digest }: { text: string; digest: string },
): Promise<InvitedPasted> {
  allow(ctx, 'contacts.invite');
  return inTransaction(ctx, async (ctx) => {
    const checked = await checkPastedAddresses(ctx, { text });
    if (checked.digest !== digest) throw new Failure('conflict', 'invitations.pasted_changed');
    const ids: number[] = [];
    for (const { outcome, contact_id, name, email } of checked.people) {
      if (outcome === 'known') ids.push(contact_id!);
      // Without a name he is called by his address, which no mail greets him by.
      if (outcome === 'new') ids.push((await createContact(ctx, { name: name ?? email!, email: email! })).id);
    }
    const [only, ...others] = ids;
    if (only === undefined) throw new Failure('invalid', 'bulk_actions.nobody');
    if (others.length > 0)
      return { bulk_action_id: (await startBulkAction(ctx, { act: 'invite', selection: { ids } })).id };
    await inviteContact(ctx, { contact_id: only });
    return { contact_id: only };
  });
}
