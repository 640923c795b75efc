import { allow, type Context } from '#platform/context.ts';
import { changeStates, type StateChange } from './change-states.ts';
import type { ContactOutcome, MeantContacts } from './contact-outcome.ts';

export const unblocking: StateChange = {
  act: 'unblocked',
  reason: "case when c.deleted_at is not null then 'deleted' when c.blocked_at is null then 'unchanged' end",
  next: { blocked_at: 'null' },
};

/** Lets mail of blocked contacts in again. Needs `contacts.block`. */
export async function unblockContacts(ctx: Context, meant: MeantContacts): Promise<ContactOutcome[]> {
  allow(ctx, 'contacts.block');
  return changeStates(ctx, meant, unblocking);
}
