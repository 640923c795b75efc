import { changeStates, type StateChange } from '#features/contacts/change-states.ts';
import { type ContactOutcome, changedOf, type MeantContacts } from '#features/contacts/contact-outcome.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { endPortalAccess } from './end-portal-access.ts';
import { type TellingMore, tellOfAccess } from './tell-of-access.ts';

export const deactivating: StateChange = {
  act: 'deactivated',
  reason: "case when c.deleted_at is not null then 'deleted' when c.deactivated_at is not null then 'unchanged' end",
  next: { deactivated_at: 'moment.now' },
};

/**
 * Switches the portal access of contacts off at once: their sessions end and the links they were sent are dead. What they
 * were before lies beneath and comes back when they are reactivated. Whoever had a way in is told by mail. Needs
 * `contacts.deactivate`.
 */
export async function deactivateContacts(ctx: Context, meant: MeantContacts & TellingMore): Promise<ContactOutcome[]> {
  allow(ctx, 'contacts.deactivate');
  return inTransaction(ctx, async (ctx) => {
    const outcomes = await changeStates(ctx, meant, deactivating);
    const contact_ids = changedOf(outcomes);
    await endPortalAccess(ctx, { contact_ids });
    await tellOfAccess(ctx, { contact_ids, became: 'deactivated' }, meant);
    return outcomes;
  });
}
