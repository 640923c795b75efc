import type { Account } from '#features/accounts/account.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Letter } from '#platform/email/letter.ts';
import { Failure } from '#platform/failure.ts';
import { exampleOf } from './example-of.ts';
import { fillTemplate, type MailedContact } from './letter/fill-template.ts';
import { sampleValues } from './letter/sample-values.ts';
import type { TemplateText } from './letter/write-source.ts';
import { type TemplateKey, templateKind } from './mail-template.ts';
import { previewValues } from './preview-values.ts';
import { findMailed, mailingAccount } from './write-mail.ts';

/** A template that may not be saved yet, and as whom it is read; null for an example. */
export interface Draft extends TemplateKey, TemplateText {
  contact_id: number | null;
}

/** The letter that a draft makes for its contact, with links that lead nowhere. Throws what Liquid throws. Asks no permission. */
export async function draftLetter(
  ctx: Context,
  account: Account,
  { kind, language, contact_id, ...text }: Draft,
): Promise<{ letter: Letter; contact: MailedContact }> {
  const contact = contact_id === null ? sampleValues(language, {})[0]!.contact : await findReader(ctx, contact_id);
  const { values } = exampleOf(templateKind(kind), language);
  const given = {
    contact,
    account: mailingAccount(account),
    values: previewValues(values, { account, contact, now: ctx.clock.now() }),
  };
  return { letter: fillTemplate(text, given, { language, time_zone: account.time_zone }), contact };
}

async function findReader(ctx: Context, contact_id: number): Promise<MailedContact> {
  const found = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('contact')
      .leftJoin('contact_email', (join) =>
        join
          .onRef('contact_email.account_id', '=', 'contact.account_id')
          .onRef('contact_email.contact_id', '=', 'contact.id')
          .on('contact_email.is_primary', '=', true),
      )
      .select('contact_email.email')
      .where('contact.id', '=', contact_id)
      .where('contact.deleted_at', 'is', null)
      .executeTakeFirst(),
  );
  if (!found) throw new Failure('not_found', 'platform.not_found');
  return findMailed(ctx, { contact_id, email: found.email ?? '' });
}
