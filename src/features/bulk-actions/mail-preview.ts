import { type RawBuilder, sql } from 'kysely';
import { findAccount } from '#features/accounts/find-account.ts';
import type { Context } from '#platform/context.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import type { BulkAct } from './acts/bulk-act.ts';

/** Of an act that mails customers: to how many, in which languages, and one of the mails. */
export interface MailPreview {
  mail_count: number;
  languages: { language: Locale; count: number }[];
  /** As it would go out, with a link that leads nowhere; null where none would. */
  example: OutgoingMail | null;
  /** False: mails are prepared and wait in the outbox until an admin switches them on. */
  is_mail_to_customers_on: boolean;
}

/**
 * What an act would mail to those that it changes: `judged` is a query of `id` and `reason`. Part of a preview, in its
 * transaction; asks no permission.
 */
export async function previewMails(
  ctx: Context,
  judged: RawBuilder<unknown>,
  { reaches, example }: NonNullable<BulkAct['mails']>,
): Promise<MailPreview> {
  const account = await findAccount(ctx);
  const { rows: groups } = await sql<{ language: Locale; count: number; first_id: number }>`
    select coalesce(c.language, ${account.language}) as language, count(*) as count, min(c.id) as first_id
    from (${judged}) as judged
    join contact c on c.account_id = ${account.id} and c.id = judged.id
    left join contact_email e
      on e.account_id = c.account_id and e.contact_id = c.id and e.is_primary and e.state <> 'retired'
    where judged.reason is null and ${sql.raw(reaches)}
    group by 1 order by count desc`.execute(ctx.db);
  const [first] = groups;
  return {
    mail_count: groups.reduce((sum, { count }) => sum + count, 0),
    languages: groups.map(({ language, count }) => ({ language, count })),
    example: first ? await example(ctx, { contact_id: first.first_id }) : null,
    is_mail_to_customers_on: account.is_mail_to_customers_on,
  };
}
