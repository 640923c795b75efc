import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMails } from '#platform/email/enqueue-mail.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { accessDeactivatedEmail } from './access-deactivated.email.ts';
import { accessReactivatedEmail } from './access-reactivated.email.ts';

/** The mail that tells of either, by what has become of the access. */
export const accessEmails = { deactivated: accessDeactivatedEmail, reactivated: accessReactivatedEmail } as const;

/** Who is told, as SQL over `c`, a contact, and `e`, his primary address that is not retired: whoever had a way in. */
export const isToldSql = `(c.portal_access <> 'none' and c.blocked_at is null and e.email is not null)`;

/** Mail of many at once goes out after `mail_after` and until then is called back with its bulk action. */
export interface TellingMore {
  bulk_action_id?: number | undefined;
  mail_after?: Date | undefined;
}

/**
 * Mails contacts that their portal access was switched off or on again. Whoever has not been told of the former yet is told
 * of neither: that mail is cancelled. Part of deactivating and reactivating and of their undo; asks no permission.
 */
export async function tellOfAccess(
  ctx: Context,
  { contact_ids, became }: { contact_ids: readonly number[]; became: keyof typeof accessEmails },
  { bulk_action_id, mail_after }: TellingMore = {},
): Promise<void> {
  if (contact_ids.length === 0) return;
  await inTransaction(ctx, async (ctx) => {
    const { db, caller } = ctx;
    const former = accessEmails[became === 'deactivated' ? 'reactivated' : 'deactivated'];
    const { rows: untold } = await db.client!.query<{ contact_id: number }>(
      `update mail_message set state = 'cancelled'
       where account_id = $1 and contact_id = any($2) and kind = $3 and state = 'waiting' returning contact_id`,
      [caller.account_id, contact_ids, former.name],
    );
    const { rows: told } = await db.client!.query<{ contact_id: number; to_address: string; language: Locale }>(
      `select c.id as contact_id, e.email as to_address, coalesce(c.language, a.language) as language
       from contact c
       join account a on a.id = c.account_id
       join contact_email e
         on e.account_id = c.account_id and e.contact_id = c.id and e.is_primary and e.state <> 'retired'
       where c.account_id = $1 and c.id = any($2) and c.id <> all($3) and ${isToldSql}
       order by c.id`,
      [caller.account_id, contact_ids, untold.map(({ contact_id }) => contact_id)],
    );
    await enqueueMails(
      ctx,
      accessEmails[became],
      told.map((mailbox) => ({
        ...mailbox,
        ids: { contact_id: mailbox.contact_id },
        ...(bulk_action_id !== undefined && { bulk_action_id }),
        ...(mail_after && { send_after: mail_after }),
      })),
    );
  });
}
