import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { PlaceholderKind } from '#platform/email/email.ts';
import { findOwnTemplate } from './find-own-template.ts';
import { type TemplateText, writeSource } from './letter/write-source.ts';
import { type TemplateKey, templateKind } from './mail-template.ts';

/** A template as its editor shows it. */
export interface TemplateView extends TemplateKey {
  /** What is sent now: the account's own words or the shipped ones. */
  text: TemplateText;
  /** What a reset brings back. */
  shipped: TemplateText;
  is_own: boolean;
  is_automatic: boolean;
  is_off: boolean;
  /** What this kind can mention beside contact and account. */
  placeholders: Readonly<Record<string, PlaceholderKind>>;
}

/** One kind of mail in one language, to be edited. Needs `mail_templates.edit`. */
export async function findTemplate(ctx: Context, key: TemplateKey): Promise<TemplateView> {
  allow(ctx, 'mail_templates.edit');
  const { template } = templateKind(key.kind);
  const shipped = writeSource(template.outline(key.language));
  return inTransaction(ctx, async (ctx) => {
    const own = await findOwnTemplate(ctx, key);
    const off = await ctx.db
      .selectFrom('switched_off_mail')
      .select('kind')
      .where('kind', '=', key.kind)
      .executeTakeFirst();
    return {
      ...key,
      text: own ?? shipped,
      shipped,
      is_own: own !== null,
      is_automatic: template.is_automatic,
      is_off: off !== undefined,
      placeholders: template.placeholders,
    };
  });
}
