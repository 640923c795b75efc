import { changeStates, type StateChange } from '#features/contacts/change-states.ts';
import type { ContactOutcome, MeantContacts } from '#features/contacts/contact-outcome.ts';
import { allow, type Context } from '#platform/context.ts';

export const restoring: StateChange = {
  act: 'restored',
  // One merged away comes back by the undo of the merge.
  reason: `case when c.deleted_at is null or c.erased_at is not null or c.merged_into_contact_id is not null
    then 'unchanged' end`,
  next: { deleted_at: 'null', portal_access: "'none'" },
  isOfRecord: true,
};

/**
 * Brings deleted contacts back with their addresses and companies, without portal access: nobody knows any more why they
 * were deleted, so they are invited anew. Undoing a deletion gives the access back too (`undoStates`). Needs
 * `contacts.delete`.
 */
export async function restoreContacts(ctx: Context, meant: MeantContacts): Promise<ContactOutcome[]> {
  allow(ctx, 'contacts.delete');
  return changeStates(ctx, meant, restoring);
}
