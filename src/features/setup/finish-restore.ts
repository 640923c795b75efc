import { findAccount } from '#features/accounts/find-account.ts';
import { revokeAgentResets } from '#features/agents/revoke-agent-resets.ts';
import { recordChange } from '#features/change-log/record-change.ts';
import { cancelUncertainMail } from '#features/outbox/cancel-uncertain-mail.ts';
import { countMail } from '#features/outbox/count-mail.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { revokeEmailChange } from '#features/portal-access/email-change/revoke-email-change.ts';
import { revokePasswordResets } from '#features/portal-access/revoke-password-resets.ts';
import { revokeSignInLinks } from '#features/portal-access/sign-in-link/revoke-sign-in-links.ts';
import { endAllSessions } from '#features/sessions/end-all-sessions.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueue } from '#platform/queue/enqueue.ts';
import type { JobIds } from '#platform/queue/job.ts';

/** Work that had been asked for when the backup was made. */
export interface WaitingWork {
  name: string;
  ids: JobIds;
  due_at: string;
}

export interface FinishedRestore {
  account_id: number;
  name: string;
  /** Whether mail to customers was on; it is off now. */
  was_mail_on: boolean;
  waiting_mail_count: number;
  cancelled_mail_count: number;
}

/**
 * Makes an account that has just come back from a backup safe to start, in the restore's own transaction: everybody is
 * signed out, links to a new password or address are dead (one may have been used since), and no mail goes out a second time by
 * itself, until somebody switches it on who knows. Imports and bulk actions go on where the backup has them. Only Maru
 * itself calls it.
 */
export async function finishRestore(ctx: Context, { work }: { work: WaitingWork[] }): Promise<FinishedRestore> {
  return inTransaction(ctx, async (ctx) => {
    const { id: account_id, name, is_mail_to_customers_on: was_mail_on } = await findAccount(ctx);
    await endAllSessions(ctx);
    await revokeAgentResets(ctx);
    await revokePasswordResets(ctx);
    await revokeEmailChange(ctx);
    await revokeSignInLinks(ctx);
    const cancelled_mail_count = await cancelUncertainMail(ctx);
    if (was_mail_on) await switchMail(ctx, { is_on: false });
    await recordChange(ctx, { record: 'account', record_id: account_id, act: 'restored' });
    for (const { name, ids, due_at } of work) await enqueue(ctx, name, ids, { after: new Date(due_at) });
    const { of_state } = await countMail(ctx);
    return { account_id, name, was_mail_on, waiting_mail_count: of_state.waiting, cancelled_mail_count };
  });
}
