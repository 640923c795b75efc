import { recordChange } from '#features/change-log/record-change.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { Locale } from '#platform/i18n/messages.ts';

/** Changes the language in which the calling agent reads the console and gets mail; from his next request on. */
export async function updateOwnAgentLanguage(ctx: Context, { language }: { language: Locale }): Promise<void> {
  const { caller } = ctx;
  if (caller.kind !== 'agent') throw new Failure('not_signed_in', 'platform.not_signed_in');
  if (caller.locale === language) return;
  await inTransaction(ctx, async (ctx) => {
    await ctx.db
      .updateTable('agent')
      .set({ language, updated_at: ctx.clock.now() })
      .where('id', '=', caller.agent_id)
      .execute();
    const changes = { language: [caller.locale, language] as [string, string] };
    await recordChange(ctx, { record: 'agent', record_id: caller.agent_id, act: 'updated', changes });
  });
}
