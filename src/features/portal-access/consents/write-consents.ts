import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { GivenConsent } from './consent.ts';

/** Keeps what a contact has agreed to; an earlier agreement to the same thing gives way to it. Part of the acts in which he agrees. */
export async function writeConsents(
  ctx: Context,
  { contact_id, given }: { contact_id: number; given: readonly GivenConsent[] },
): Promise<void> {
  if (given.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const { account_id } = ctx.caller;
    await ctx.db
      .updateTable('contact_consent')
      .set({ withdrawn_at: ctx.clock.now() })
      .where('contact_id', '=', contact_id)
      .where(
        'consent_id',
        'in',
        given.map(({ consent_id }) => consent_id),
      )
      .where('withdrawn_at', 'is', null)
      .execute();
    await ctx.db
      .insertInto('contact_consent')
      .values(given.map((one) => ({ account_id, contact_id, ...one })))
      .execute();
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'consents_given' });
  });
}
