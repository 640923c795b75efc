import { findAccount } from '#features/accounts/find-account.ts';
import { recordChanges } from '#features/change-log/record-changes.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMails } from '#platform/email/enqueue-mail.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { createInvitations } from './create-invitations.ts';
import { invitationEmail } from './invitation.email.ts';
import { expiryFrom, type SkipReason, skipReasonSql } from './invitation.ts';
import { reminderEmail } from './reminder.email.ts';

/** What became of one contact: null for invited. */
export interface InviteOutcome {
  contact_id: number;
  reason: SkipReason | null;
}

export interface InvitedContacts {
  contact_ids: number[];
  bulk_action_id?: number | undefined;
  /** The how-manyeth reminder it is; an invitation unless told. */
  reminder_number?: number;
}

interface Sending {
  expires_at: Date;
  bulk_action_id: number | undefined;
  reminder_number: number;
}

interface Candidate extends InviteOutcome {
  to_address: string;
  language: Locale;
}

/**
 * Sends a fresh link to those of the contacts who can be invited and says why not to the others, in the order given.
 * Older links stop working. Set-based: a handful of statements however many contacts, so a chunk of thousands is one
 * call. Asks no permission: acts and jobs that do call it.
 */
export async function inviteContacts(
  ctx: Context,
  { contact_ids, bulk_action_id, reminder_number = 0 }: InvitedContacts,
): Promise<InviteOutcome[]> {
  return inTransaction(ctx, async (ctx) => {
    const account = await findAccount(ctx);
    // Refuses at once where links would lead nowhere.
    portalLink(account, '/portal/activate');
    const candidates = await listCandidates(ctx, contact_ids);
    const invited = candidates.filter(({ reason }) => reason === null);
    if (invited.length > 0) {
      const expires_at = expiryFrom(ctx.clock.now(), account);
      await sendAll(ctx, invited, { expires_at, bulk_action_id, reminder_number });
    }
    return candidates.map(({ contact_id, reason }) => ({ contact_id, reason }));
  });
}

async function listCandidates({ db, caller }: Context, contact_ids: number[]): Promise<Candidate[]> {
  const values = [caller.account_id, contact_ids];
  // In the order of ids, so that two who invite the same people wait for each other instead of deadlocking.
  await db.client!.query('select from contact where account_id = $1 and id = any($2) order by id for update', values);
  const { rows } = await db.client!.query<Candidate>(
    `select asked.id as contact_id, e.email as to_address, coalesce(c.language, a.language) as language,
       ${skipReasonSql} as reason
     from unnest($2::bigint[]) with ordinality as asked (id, position)
     join account a on a.id = $1
     left join contact c on c.account_id = $1 and c.id = asked.id
     left join contact_email e
       on e.account_id = $1 and e.contact_id = asked.id and e.is_primary and e.state <> 'retired'
     order by asked.position`,
    values,
  );
  return rows;
}

async function sendAll(
  ctx: Context,
  invited: Candidate[],
  { expires_at, bulk_action_id, reminder_number }: Sending,
): Promise<void> {
  const isReminder = reminder_number > 0;
  const part = bulk_action_id === undefined ? {} : { bulk_action_id };
  const links = await createInvitations(
    ctx,
    invited.map(({ contact_id, to_address }) => ({ contact_id, email: to_address })),
    { expires_at, reminder_number, ...part },
  );
  const mails = invited.map(({ contact_id, to_address, language }, at) => ({
    ids: { invitation_id: links[at]!.id },
    contact_id,
    to_address,
    language,
    ...part,
    ...(isReminder && { is_paced: true }),
  }));
  const mail_ids = await enqueueMails(ctx, isReminder ? reminderEmail : invitationEmail, mails);
  const now = ctx.clock.now();
  await ctx.db.client!.query(
    `update invitation i set mail_message_id = carried.mail_id
     from unnest($2::bigint[], $3::bigint[]) as carried (id, mail_id)
     where i.account_id = $1 and i.id = carried.id`,
    [ctx.caller.account_id, links.map(({ id }) => id), mail_ids],
  );
  await ctx.db.client!.query(
    `update contact set portal_access = 'invited', invited_at = $3
     where account_id = $1 and id = any($2) and portal_access <> 'active'`,
    [ctx.caller.account_id, invited.map(({ contact_id }) => contact_id), now],
  );
  await recordChanges(
    ctx,
    invited.map(({ contact_id }) => ({
      record: 'contact',
      record_id: contact_id,
      act: isReminder ? 'reminded' : 'invited',
      ...part,
    })),
  );
}
