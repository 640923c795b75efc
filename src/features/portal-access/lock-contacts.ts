import { changeStates, type StateChange } from '#features/contacts/change-states.ts';
import { type ContactOutcome, changedOf, type MeantContacts } from '#features/contacts/contact-outcome.ts';
import { revokeEmailChanges } from '#features/portal-access/email-change/revoke-email-changes.ts';
import { revokeSignInLinks } from '#features/portal-access/sign-in-link/revoke-sign-in-links.ts';
import { endSessionsOfContacts } from '#features/sessions/end-sessions-of-contacts.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

export const locking: StateChange = {
  act: 'locked',
  reason: "case when c.deleted_at is not null then 'deleted' when c.locked_by = 'agent' then 'unchanged' end",
  next: {
    locked_at: 'moment.now',
    locked_by: "'agent'",
    locked_by_agent_id: 'moment.agent_id',
    locked_by_contact_id: 'null',
    locked_until: 'null',
  },
};

/**
 * Locks contacts out of the portal at once: their sessions end, and no link or password lets them in before an agent
 * unlocks them; a link to confirm another address is dead for good. Takes the place of a lock by failures or by a contact admin. Needs `contacts.lock`.
 */
export async function lockContacts(ctx: Context, meant: MeantContacts): Promise<ContactOutcome[]> {
  allow(ctx, 'contacts.lock');
  return inTransaction(ctx, async (ctx) => {
    const outcomes = await changeStates(ctx, meant, locking);
    const contact_ids = changedOf(outcomes);
    await endSessionsOfContacts(ctx, { contact_ids });
    await revokeEmailChanges(ctx, { contact_ids });
    await revokeSignInLinks(ctx, { contact_ids });
    return outcomes;
  });
}
