import { allow, type Context } from '#platform/context.ts';
import { changeStates, type StateChange } from './change-states.ts';
import type { ContactOutcome, MeantContacts } from './contact-outcome.ts';

export const blocking: StateChange = {
  act: 'blocked',
  reason: "case when c.deleted_at is not null then 'deleted' when c.blocked_at is not null then 'unchanged' end",
  next: { blocked_at: 'moment.now' },
};

/**
 * Blocks contacts: their mail is kept aside, makes no ticket and gets no answer, and nobody invites them. Their portal
 * access stays as it is. Needs `contacts.block`.
 */
export async function blockContacts(ctx: Context, meant: MeantContacts): Promise<ContactOutcome[]> {
  allow(ctx, 'contacts.block');
  return changeStates(ctx, meant, blocking);
}
