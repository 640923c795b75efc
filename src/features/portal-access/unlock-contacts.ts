import { changeStates, type StateChange } from '#features/contacts/change-states.ts';
import { type ContactOutcome, changedOf, type MeantContacts } from '#features/contacts/contact-outcome.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';

export const unlocking: StateChange = {
  act: 'unlocked',
  reason: `case when c.deleted_at is not null then 'deleted'
    when c.locked_by is null or c.locked_until <= moment.now then 'unchanged' end`,
  next: {
    locked_at: 'null',
    locked_by: 'null',
    locked_by_agent_id: 'null',
    locked_by_contact_id: 'null',
    locked_until: 'null',
  },
};

/**
 * Ends the lock of contacts, whoever or whatever set it; what they were before is so again, and failed sign-ins are counted
 * anew. Needs `contacts.lock`.
 */
export async function unlockContacts(ctx: Context, meant: MeantContacts): Promise<ContactOutcome[]> {
  allow(ctx, 'contacts.lock');
  return inTransaction(ctx, async (ctx) => {
    const outcomes = await changeStates(ctx, meant, unlocking);
    await forgetFailures(ctx, changedOf(outcomes));
    return outcomes;
  });
}

/** Or the next wrong password would lock again. */
async function forgetFailures({ db, caller }: Context, contact_ids: readonly number[]): Promise<void> {
  await db.client!.query(
    `update contact_credential set failed_sign_in_count = 0, failed_sign_in_at = null
     where account_id = $1 and contact_id = any($2) and failed_sign_in_count > 0`,
    [caller.account_id, contact_ids],
  );
}
