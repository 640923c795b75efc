import { sql } from 'kysely';
import { findAccount } from '#features/accounts/find-account.ts';
import { portalLink } from '#features/portal-access/portal-access.ts';
import { previewPasswordReset } from '#features/portal-access/preview-password-reset.ts';
import { resetReasonSql, sendPasswordResets } from '#features/portal-access/send-password-resets.ts';
import type { BulkAct } from './bulk-act.ts';

/** Mails links to choose a new password; mail can't be undone, so it waits instead. */
export const reset: BulkAct = {
  right: 'contacts.reset',
  takes: 'nothing',
  sends_mail: true,
  chunk_size: 1_000,
  async readInput(ctx) {
    // Refuses at once where links would lead nowhere.
    portalLink(await findAccount(ctx), '/portal/reset');
    return {};
  },
  judge: () => ({ reason: sql.raw(resetReasonSql), changes: null }),
  mails: { reaches: 'true', example: previewPasswordReset },
  run: (ctx, { contact_ids, bulk_action_id }) => sendPasswordResets(ctx, { contact_ids, bulk_action_id }),
};
