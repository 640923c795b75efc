import { lockContactRows } from '#features/contacts/lock-contact-rows.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { createPasswordResets } from './create-password-resets.ts';
import type { Mailbox } from './find-mailbox.ts';

/** Why somebody gets no link to a new password, as bulk results and previews name it. */
export type ResetReason = 'gone' | 'deleted' | 'never_in' | 'deactivated' | 'locked' | 'no_verified_address';

/** The reason as SQL over `c`, a contact; null for those who get one. The preview and the act itself ask the same. */
export const resetReasonSql = `case
  when c.deleted_at is not null then 'deleted'
  when c.portal_access <> 'active' then 'never_in'
  when c.deactivated_at is not null then 'deactivated'
  when c.locked_by in ('agent', 'contact_admin') then 'locked'
  when not exists (
    select from contact_email v
    where v.account_id = c.account_id and v.contact_id = c.id and v.state = 'verified') then 'no_verified_address'
end`;

/** What became of a contact: null where a link is on its way. */
export interface ResetOutcome {
  contact_id: number;
  reason: ResetReason | null;
}

/**
 * Mails a link to choose a new password to those of the contacts who can have one, to a verified address each, and says why
 * not of the others, in the order given. Links before stop working. A handful of statements however many contacts. Needs
 * `contacts.reset`.
 */
export async function sendPasswordResets(
  ctx: Context,
  { contact_ids, bulk_action_id }: { contact_ids: readonly number[]; bulk_action_id?: number | undefined },
): Promise<ResetOutcome[]> {
  allow(ctx, 'contacts.reset');
  return inTransaction(ctx, async (ctx) => {
    await lockContactRows(ctx, contact_ids);
    const { rows } = await ctx.db.client!.query<ResetOutcome & { to_address: string; language: Locale }>(
      `select asked.id as contact_id, case when c.id is null then 'gone' else (${resetReasonSql}) end as reason,
         his.email as to_address, coalesce(c.language, a.language) as language
       from unnest($2::bigint[]) with ordinality as asked (id, position)
       join account a on a.id = $1
       left join contact c on c.account_id = $1 and c.id = asked.id
       left join lateral (
         select email from contact_email
         where account_id = $1 and contact_id = asked.id and state = 'verified'
         order by is_primary desc, verified_at, email limit 1) as his on true
       order by asked.position`,
      [ctx.caller.account_id, contact_ids],
    );
    const mailboxes: Mailbox[] = rows
      .filter(({ reason }) => reason === null)
      .map(({ contact_id, to_address, language }) => ({ contact_id, to_address, language }));
    await createPasswordResets(ctx, mailboxes, { bulk_action_id });
    return rows.map(({ contact_id, reason }) => ({ contact_id, reason }));
  });
}
