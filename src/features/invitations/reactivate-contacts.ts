import { changeStates, type StateChange } from '#features/contacts/change-states.ts';
import { type ContactOutcome, changedOf, type MeantContacts } from '#features/contacts/contact-outcome.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type TellingMore, tellOfAccess } from './tell-of-access.ts';

export const reactivating: StateChange = {
  act: 'reactivated',
  reason: "case when c.deleted_at is not null then 'deleted' when c.deactivated_at is null then 'unchanged' end",
  next: { deactivated_at: 'null' },
};

/**
 * Gives contacts back the portal access that was switched off: who was verified signs in with his password again, who was
 * invited needs a new link, which the mail that tells him of it has the way to. Needs `contacts.deactivate`.
 */
export async function reactivateContacts(ctx: Context, meant: MeantContacts & TellingMore): Promise<ContactOutcome[]> {
  allow(ctx, 'contacts.deactivate');
  return inTransaction(ctx, async (ctx) => {
    const outcomes = await changeStates(ctx, meant, reactivating);
    await tellOfAccess(ctx, { contact_ids: changedOf(outcomes), became: 'reactivated' }, meant);
    return outcomes;
  });
}
