import { agentInvitedEmail } from '#features/agents/agent-invited.email.ts';
import { agentLockedEmail } from '#features/agents/agent-locked.email.ts';
import { agentResetEmail } from '#features/agents/agent-reset.email.ts';
import { runJob, takeBackJob } from '#features/bulk-actions/bulk-action.ts';
import { runBulkAction } from '#features/bulk-actions/run-bulk-action.ts';
import { takeBackInvitations } from '#features/bulk-actions/take-back-invitations.ts';
import { takeOverBulkActions } from '#features/bulk-actions/take-over-bulk-actions.ts';
import { makeMonths } from '#features/change-log/make-months.ts';
import { deleteRemovedPhotos } from '#features/contacts/photo/delete-removed-photos.ts';
import { writeSearchOfCompany } from '#features/contacts/search/write-search-of-company.ts';
import { moveChoicesJob } from '#features/custom-fields/choice-moves.ts';
import { moveChoiceValues } from '#features/custom-fields/move-choice-values.ts';
import { runImportJob } from '#features/imports/import.ts';
import { importFinishedEmail } from '#features/imports/import-finished.email.ts';
import { runImport } from '#features/imports/run-import.ts';
import { takeUpImports } from '#features/imports/take-up-imports.ts';
import { accessRefusedEmail } from '#features/invitations/access-refused.email.ts';
import { invitationEmail } from '#features/invitations/invitation.email.ts';
import { sendDueMail } from '#features/outbox/send-due-mail.ts';
import { accountLockedEmail } from '#features/portal-access/account-locked.email.ts';
import { addressChangedEmail } from '#features/portal-access/email-change/address-changed.email.ts';
import { confirmAddressEmail } from '#features/portal-access/email-change/confirm-address.email.ts';
import { passwordChangedEmail } from '#features/portal-access/password-changed.email.ts';
import { passwordResetEmail } from '#features/portal-access/password-reset.email.ts';
import { expireImportFiles } from '#features/privacy/expire-import-files.ts';
import { deleteEndedSessions } from '#features/sessions/delete-ended-sessions.ts';
import { deleteOverLimits } from '#platform/delete-over-limits.ts';
import { sendDueMailJob } from '#platform/email/enqueue-mail.ts';
import { deleteUnfinishedFiles } from '#platform/files/delete-unfinished-files.ts';
import type { Jobs, Schedules } from '#platform/queue/job.ts';

/** Every job that `enqueue` may name and the act that does it. */
export const jobs: Jobs = {
  [sendDueMailJob]: { run: sendDueMail },
  [runJob]: { run: runBulkAction },
  [takeBackJob]: { run: takeBackInvitations },
  [runImportJob]: { run: (ctx, ids) => runImport(ctx, ids as { import_id: number }), at_once: 2 },
  [moveChoicesJob]: { run: (ctx, ids) => moveChoiceValues(ctx, ids as { custom_field_id: number }) },
  'contacts.write_search_of_company': { run: writeSearchOfCompany },
};

/** Every kind of mail: the outbox finds them by their names. */
export const emails = [
  agentInvitedEmail,
  agentResetEmail,
  agentLockedEmail,
  passwordResetEmail,
  passwordChangedEmail,
  accountLockedEmail,
  confirmAddressEmail,
  addressChangedEmail,
  invitationEmail,
  accessRefusedEmail,
  importFinishedEmail,
];

/** Work that comes back by the clock, in UTC. */
export const schedules: Schedules = {
  'outbox.send_what_is_left': { cron: '* * * * *', accounts: 'accounts_with_due_mail', run: sendDueMail },
  'bulk_actions.take_over': {
    cron: '* * * * *',
    accounts: 'accounts_with_due_bulk_actions',
    run: takeOverBulkActions,
  },
  'imports.take_up': { every_seconds: 5, accounts: 'accounts_with_waiting_imports', run: takeUpImports },
  'change_log.make_months': { cron: '7 */4 * * *', run: makeMonths },
  'sessions.delete_ended': { cron: '17 3 * * *', run: deleteEndedSessions },
  'files.delete_unfinished': { cron: '27 3 * * *', run: deleteUnfinishedFiles },
  'contacts.delete_removed_photos': { cron: '57 * * * *', run: deleteRemovedPhotos },
  'privacy.expire_import_files': { cron: '47 3 * * *', run: expireImportFiles },
  'rate_limits.delete_over': { cron: '37 3 * * *', run: deleteOverLimits },
};
