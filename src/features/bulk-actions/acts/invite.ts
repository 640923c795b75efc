import { findAccount } from '#features/accounts/find-account.ts';
import { inviteContacts } from '#features/invitations/invite-contacts.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import type { BulkAct } from './bulk-act.ts';

/** Sends invitations; mail can't be undone, so it waits instead. */
export const invite: BulkAct = {
  right: 'contacts.invite',
  takes: 'nothing',
  sends_mail: true,
  // Some 0.3 s, so that cancelling and taking over are quick.
  chunk_size: 1_000,
  async readInput(ctx) {
    // Refuses at once where links would lead nowhere.
    portalLink(await findAccount(ctx), '/portal/activate');
    return {};
  },
  run: (ctx, { contact_ids, bulk_action_id }) => inviteContacts(ctx, { contact_ids: [...contact_ids], bulk_action_id }),
};
