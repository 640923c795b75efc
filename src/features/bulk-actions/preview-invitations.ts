import { sql } from 'kysely';
import { findAccount } from '#features/accounts/find-account.ts';
import { type SkipReason, skipReasonSql, skipReasons } from '#features/invitations/invitation.ts';
import { previewInvitation } from '#features/invitations/preview-invitation.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { OutgoingMail } from '#platform/email/mail.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import type { Selection } from './bulk-action.ts';
import { selectedContacts } from './selected-contacts.ts';

export interface InvitationsPreview {
  total_count: number;
  /** How many would get a mail. */
  mail_count: number;
  languages: { language: Locale; count: number }[];
  /** Who would be left out, by reason. */
  left_out: { reason: SkipReason; count: number }[];
  /** One of the mails as it would go out, with a link that leads nowhere; null where none would. */
  example: OutgoingMail | null;
  /** False: mails are prepared and wait in the outbox until an admin switches them on. */
  is_mail_to_customers_on: boolean;
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
      is_mail_to_customers_on: account.is_mail_to_customers_on,
    };
  });
}

function total(groups: readonly Group[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
