import { changeStates, type StateChange } from '#features/contacts/change-states.ts';
import type { ContactOutcome, MeantContacts } from '#features/contacts/contact-outcome.ts';
import { allow, type Context } from '#platform/context.ts';

export const reactivating: StateChange = {
  act: 'reactivated',
  reason: "case when c.deleted_at is not null then 'deleted' when c.deactivated_at is null then 'unchanged' end",
  next: { deactivated_at: 'null' },
};

/**
 * Gives contacts back the portal access that was switched off: who was verified signs in with his password again, who was
 * invited needs a new link. Needs `contacts.deactivate`.
 */
export async function reactivateContacts(ctx: Context, meant: MeantContacts): Promise<ContactOutcome[]> {
  allow(ctx, 'contacts.deactivate');
  return changeStates(ctx, meant, reactivating);
}
