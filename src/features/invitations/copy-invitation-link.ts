import { recordAccess } from '#features/access-records/record-access.ts';
import { findAccount } from '#features/accounts/find-account.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { refuseGone } from '#features/contacts/refuse-gone.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { allow, type Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { createInvitations } from './create-invitations.ts';
import { expiryFrom, type SkipReason, skipReasonSql } from './invitation.ts';

export interface CopiedLink {
  url: string;
  expires_at: Date;
}

/**
 * Makes an activation link for an agent to pass on by other means; it replaces the contact's older ones and is shown only
 * now. Whoever has it can become this contact, so it needs `invitations.copy_link` and stands in the change log. Refused
 * as conflict like an invitation.
 */
export async function copyInvitationLink(ctx: Context, { contact_id }: { contact_id: number }): Promise<CopiedLink> {
  allow(ctx, 'invitations.copy_link');
  return inTransaction(ctx, async (ctx) => {
    const account = await findAccount(ctx);
    const email = await lockInvitable(ctx, contact_id);
    const now = ctx.clock.now();
    const expires_at = expiryFrom(now, account);
    const [link] = await createInvitations(ctx, [{ contact_id, email }], { expires_at });
    await ctx.db
      .updateTable('contact')
      .set({ portal_access: 'invited', invited_at: now })
      .where('id', '=', contact_id)
      .execute();
    await recordChange(ctx, { record: 'contact', record_id: contact_id, act: 'link_copied' });
    await recordAccess(ctx, { kind: 'link_copied', contact_id });
    return { url: portalLink(account, '/portal/activate', link!.token), expires_at };
  });
}

/** The address that the link will prove. */
async function lockInvitable(ctx: Context, contact_id: number): Promise<string> {
  const { db, caller } = ctx;
  const { rows } = await db.client!.query<{ email: string; reason: SkipReason | null }>(
    `select e.email, ${skipReasonSql} as reason
     from contact c
     left join contact_email e
       on e.account_id = c.account_id and e.contact_id = c.id and e.is_primary and e.state <> 'retired'
     where c.account_id = $1 and c.id = $2 for update of c`,
    [caller.account_id, contact_id],
  );
  const [found] = rows;
  if (!found || found.reason === 'gone') return refuseGone(ctx, { contact_id });
  if (found.reason) throw new Failure('conflict', `invitations.${found.reason}`);
  return found.email;
}
