import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { TemplateText } from './letter/write-source.ts';
import type { TemplateKey } from './mail-template.ts';

/** What the account itself says in mails of a kind and language; null where the shipped words are sent. Asks no permission. */
export async function findOwnTemplate(ctx: Context, { kind, language }: TemplateKey): Promise<TemplateText | null> {
  const found = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('mail_template')
      .select(['subject', 'body'])
      .where('kind', '=', kind)
      .where('language', '=', language)
      .executeTakeFirst(),
  );
  return found ?? null;
}
