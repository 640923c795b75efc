import { changeStates, type StateChange } from '#features/contacts/change-states.ts';
import { type ContactOutcome, changedOf, type MeantContacts } from '#features/contacts/contact-outcome.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { endPortalAccess } from './end-portal-access.ts';

export const deleting: StateChange = {
  act: 'deleted',
  reason: "case when c.deleted_at is not null then 'unchanged' end",
  next: { deleted_at: 'moment.now' },
  isOfRecord: true,
};

/**
 * Deletes contacts so that they can be restored: they leave every list but *Deleted*, their sessions end and the links
 * they were sent are dead. They keep their addresses, which nobody else can take, and their companies. Needs
 * `contacts.delete`.
 */
export async function deleteContacts(ctx: Context, meant: MeantContacts): Promise<ContactOutcome[]> {
  allow(ctx, 'contacts.delete');
  return inTransaction(ctx, async (ctx) => {
    const outcomes = await changeStates(ctx, meant, deleting);
    await endPortalAccess(ctx, { contact_ids: changedOf(outcomes) });
    return outcomes;
  });
}
