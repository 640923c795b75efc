import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { Labels } from '#platform/fields/field.ts';

/** Asks customers for it no more; what they have given stays on record. Needs `settings.edit`. */
export async function endConsent(ctx: Context, { id }: { id: number }): Promise<void> {
  allow(ctx, 'settings.edit');
  await inTransaction(ctx, async (ctx) => {
    const ended = await ctx.db
      .updateTable('consent')
      .set({ ended_at: ctx.clock.now() })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .returning('labels')
      .executeTakeFirst();
    if (!ended) throw new Failure('not_found', 'platform.not_found');
    const labels = ended.labels as Labels;
    const changes = { consent: [labels.en ?? labels.ko ?? '', null] } satisfies Record<string, [string, null]>;
    const { account_id: record_id } = ctx.caller;
    await recordChange(ctx, { record: 'account', record_id, act: 'consent_ended', changes });
  });
}
