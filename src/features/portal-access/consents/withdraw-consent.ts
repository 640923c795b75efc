import { recordChange } from '#features/change-log/record-change.ts';
import { allowContact, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';

/** A signed-in customer takes back what he has agreed to; refused as conflict for what the portal can not do without. */
export async function withdrawConsent(ctx: Context, { id }: { id: number }): Promise<void> {
  const { contact_id } = allowContact(ctx);
  await inTransaction(ctx, async (ctx) => {
    const consent = await ctx.db.selectFrom('consent').select('is_required').where('id', '=', id).executeTakeFirst();
    if (!consent) throw new Failure('not_found', 'platform.not_found');
    if (consent.is_required) throw new Failure('conflict', 'portal_access.consent_needed');
    const { numUpdatedRows } = await ctx.db
      .updateTable('contact_consent')
      .set({ withdrawn_at: ctx.clock.now() })
      .where('contact_id', '=', contact_id)
      .where('consent_id', '=', id)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return;
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'consent_withdrawn' });
  });
}
