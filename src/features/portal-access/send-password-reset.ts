import { refuseGone } from '#features/contacts/refuse-gone.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { type ResetReason, sendPasswordResets } from './send-password-resets.ts';

/**
 * Mails a contact a link to choose a new password, on an agent's behalf. Refused as conflict for a contact who was never
 * in (he needs an invitation), who is locked by a person or deactivated, or who has no verified address: an agent could
 * else mail the way in to an address of his own. Needs `contacts.reset`.
 */
export async function sendPasswordReset(ctx: Context, { contact_id }: { contact_id: number }): Promise<void> {
  const [outcome] = await sendPasswordResets(ctx, { contact_ids: [contact_id] });
  const { reason } = outcome!;
  if (reason === null) return;
  if (reason === 'gone' || reason === 'deleted') return inTransaction(ctx, (ctx) => refuseGone(ctx, { contact_id }));
  throw new Failure('conflict', sentences[reason]);
}

const sentences = {
  never_in: 'portal_access.never_in',
  deactivated: 'portal_access.not_admitted',
  locked: 'portal_access.not_admitted',
  no_verified_address: 'portal_access.no_verified_mailbox',
} as const satisfies Record<Exclude<ResetReason, 'gone' | 'deleted'>, string>;
