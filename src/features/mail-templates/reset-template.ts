import { recordChange } from '#features/change-log/record-change.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { findTemplate } from './find-template.ts';
import type { TemplateKey } from './mail-template.ts';
import { namedTemplate } from './named-template.ts';

/** Goes back to the shipped words of a mail; the account's own stay in the change log. Needs `mail_templates.edit`. */
export async function resetTemplate(ctx: Context, key: TemplateKey): Promise<void> {
  allow(ctx, 'mail_templates.edit');
  await inTransaction(ctx, async (ctx) => {
    const { text, shipped, is_own } = await findTemplate(ctx, key);
    if (!is_own) return;
    await ctx.db
      .deleteFrom('mail_template')
      .where('kind', '=', key.kind)
      .where('language', '=', key.language)
      .execute();
    const { account_id: record_id } = ctx.caller;
    await recordChange(ctx, {
      record: 'account',
      record_id,
      act: 'template_reset',
      changes: {
        ...namedTemplate(key),
        subject: [text.subject, shipped.subject],
        body: [text.body, shipped.body],
      },
    });
  });
}
