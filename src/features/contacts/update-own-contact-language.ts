import { recordChange } from '#features/change-log/record-change.ts';
import { allowContact, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Locale } from '#platform/i18n/messages.ts';

/** Changes the language in which the calling customer reads the portal and gets mail; from his next request on. */
export async function updateOwnContactLanguage(ctx: Context, { language }: { language: Locale }): Promise<void> {
  const { contact_id, locale } = allowContact(ctx);
  if (locale === language) return;
  await inTransaction(ctx, async (ctx) => {
    await ctx.db
      .updateTable('contact')
      .set({ language, updated_at: ctx.clock.now() })
      .where('id', '=', contact_id)
      .execute();
    const changes = { language: [locale, language] as [string, string] };
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'updated', changes });
  });
}
