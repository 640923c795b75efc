import { sql } from 'kysely';
import type { Account } from '#features/accounts/account.ts';
import { findAccount } from '#features/accounts/find-account.ts';
import { type SkipReason, skipReasonSql, skipReasons } from '#features/invitations/invitation.ts';
import { previewInvitation } from '#features/invitations/preview-invitation.ts';
import { countPacedMail } from '#features/outbox/pace/count-paced-mail.ts';
import { forecastMail } from '#features/outbox/pace/forecast-mail.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { type Selection, waitMs } from './bulk-action.ts';
import type { MailPreview } from './mail-preview.ts';
import { selectedContacts } from './selected-contacts.ts';

export interface InvitationsPreview extends MailPreview {
  total_count: number;
  /** Who would be left out, by reason. */
  left_out: { reason: SkipReason; count: number }[];
  /** When the last mail would have gone out; null where none would, or nobody can say. */
  finishes_at: Date | null;
}

interface Group {
  reason: SkipReason | null;
  language: Locale;
  count: number;
  first_id: number;
}

/**
 * What inviting a selection would do, before anything is written: how many mails, in which languages, one of them in
 * full, and who is left out and why. Needs `contacts.bulk` and
 * `contacts.invite`.
 */
export async function previewInvitations(
  ctx: Context,
  { selection }: { selection: Selection },
): Promise<InvitationsPreview> {
  allow(ctx, 'contacts.bulk');
  allow(ctx, 'contacts.invite');
  return inTransaction(ctx, async (ctx) => {
    const account = await findAccount(ctx);
    const { rows: groups } = await sql<Group>`
      select ${sql.raw(skipReasonSql)} as reason, coalesce(c.language, ${account.language}) as language,
        count(*) as count, min(c.id) as first_id
      from (${await selectedContacts(ctx, selection)}) as chosen
      join contact c on c.account_id = ${account.id} and c.id = chosen.id
      left join contact_email e
        on e.account_id = c.account_id and e.contact_id = c.id and e.is_primary and e.state <> 'retired'
      group by 1, 2
      order by count desc`.execute(ctx.db);
    const invited = groups.filter(({ reason }) => reason === null);
    const leftOut = groups.filter(({ reason }) => reason !== null);
    return {
      total_count: total(groups),
      mail_count: total(invited),
      languages: invited.map(({ language, count }) => ({ language, count })),
      left_out: skipReasons
        .map((reason) => ({ reason, count: total(leftOut.filter((group) => group.reason === reason)) }))
        .filter(({ count }) => count > 0),
      example: invited[0] ? await previewInvitation(ctx, { contact_id: invited[0].first_id }) : null,
      finishes_at: await forecast(ctx, account, total(invited)),
      is_mail_to_customers_on: account.is_mail_to_customers_on,
    };
  });
}

/** More than one waits to be called back; what waits already goes out first. */
async function forecast(ctx: Context, account: Account, mail_count: number): Promise<Date | null> {
  if (mail_count === 0 || !ctx.sends_mail || !account.is_mail_to_customers_on) return null;
  const start = new Date(ctx.clock.now().getTime() + (mail_count > 1 ? waitMs : 0));
  return forecastMail(account, start, mail_count + (await countPacedMail(ctx)));
}

function total(groups: readonly Group[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
