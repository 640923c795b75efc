import { expireAccessRecords } from '#features/access-records/expire-access-records.ts';
import { agentInvitedEmail } from '#features/agents/agent-invited.email.ts';
import { agentLockedEmail } from '#features/agents/agent-locked.email.ts';
import { agentResetEmail } from '#features/agents/agent-reset.email.ts';
import { agentWayInAddedEmail } from '#features/agents/agent-way-in-added.email.ts';
import { secondFactorResetEmail } from '#features/agents/second-factor/second-factor-reset.email.ts';
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
import { accessDeactivatedEmail } from '#features/invitations/access-deactivated.email.ts';
import { accessReactivatedEmail } from '#features/invitations/access-reactivated.email.ts';
import { accessRefusedEmail } from '#features/invitations/access-refused.email.ts';
import { invitationEmail } from '#features/invitations/invitation.email.ts';
import { remindInvited } from '#features/invitations/remind-invited.ts';
import { reminderEmail } from '#features/invitations/reminder.email.ts';
import { deleteEndedSignUps } from '#features/invitations/sign-up/delete-ended-sign-ups.ts';
import { signUpApprovedEmail } from '#features/invitations/sign-up/sign-up-approved.email.ts';
import { signUpKnownEmail } from '#features/invitations/sign-up/sign-up-known.email.ts';
import { signUpLinkEmail } from '#features/invitations/sign-up/sign-up-link.email.ts';
import { signUpOfAgentEmail } from '#features/invitations/sign-up/sign-up-of-agent.email.ts';
import { signUpRefusedEmail } from '#features/invitations/sign-up/sign-up-refused.email.ts';
import { signUpWaitingEmail } from '#features/invitations/sign-up/sign-up-waiting.email.ts';
import { deleteTemplateTests } from '#features/mail-templates/delete-template-tests.ts';
import { templateTestEmail } from '#features/mail-templates/template-test.email.ts';
import { deliveryTestEmail } from '#features/outbox/delivery/delivery-test.email.ts';
import { sendDueMail } from '#features/outbox/send-due-mail.ts';
import { accountLockedEmail } from '#features/portal-access/account-locked.email.ts';
import { addressReplacedEmail } from '#features/portal-access/address-replaced.email.ts';
import { deleteOldFailures } from '#features/portal-access/delete-old-failures.ts';
import { addressChangedEmail } from '#features/portal-access/email-change/address-changed.email.ts';
import { confirmAddressEmail } from '#features/portal-access/email-change/confirm-address.email.ts';
import { passwordChangedEmail } from '#features/portal-access/password-changed.email.ts';
import { passwordResetEmail } from '#features/portal-access/password-reset.email.ts';
import { signInLinkEmail } from '#features/portal-access/sign-in-link/sign-in-link.email.ts';
import { wayInAddedEmail } from '#features/portal-access/way-in-added.email.ts';
import { expireImportFiles } from '#features/privacy/expire-import-files.ts';
import { countPortalStates } from '#features/reports/count-portal-states.ts';
import { sumInvitees } from '#features/reports/sum-invitees.ts';
import { deleteEndedSessions } from '#features/sessions/delete-ended-sessions.ts';
import { deleteEndedProofs } from '#features/sign-in-providers/proofs/delete-ended-proofs.ts';
import { signInCodeEmail } from '#features/sign-in-providers/proofs/sign-in-code.email.ts';
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
  agentWayInAddedEmail,
  secondFactorResetEmail,
  passwordResetEmail,
  signInLinkEmail,
  passwordChangedEmail,
  wayInAddedEmail,
  accountLockedEmail,
  confirmAddressEmail,
  addressChangedEmail,
  addressReplacedEmail,
  invitationEmail,
  reminderEmail,
  deliveryTestEmail,
  accessRefusedEmail,
  accessDeactivatedEmail,
  accessReactivatedEmail,
  signUpApprovedEmail,
  signUpKnownEmail,
  signUpLinkEmail,
  signUpOfAgentEmail,
  signUpRefusedEmail,
  signUpWaitingEmail,
  signInCodeEmail,
  importFinishedEmail,
  templateTestEmail,
];

/** Work that comes back by the clock, in UTC. */
export const schedules: Schedules = {
  'outbox.send_what_is_left': { cron: '* * * * *', accounts: 'accounts_with_due_mail', run: sendDueMail },
  'bulk_actions.take_over': {
    cron: '* * * * *',
    accounts: 'accounts_with_due_bulk_actions',
    run: takeOverBulkActions,
  },
  'invitations.remind': { cron: '*/10 * * * *', accounts: 'accounts_with_reminders', run: remindInvited },
  'imports.take_up': { every_seconds: 5, accounts: 'accounts_with_waiting_imports', run: takeUpImports },
  'change_log.make_months': { cron: '7 */4 * * *', run: makeMonths },
  'sessions.delete_ended': { cron: '17 3 * * *', run: deleteEndedSessions },
  'invitations.delete_ended_sign_ups': { cron: '22 3 * * *', run: deleteEndedSignUps },
  'sign_in_providers.delete_ended_proofs': { cron: '*/10 * * * *', run: deleteEndedProofs },
  'portal_access.delete_old_failures': { cron: '32 3 * * *', run: deleteOldFailures },
  'files.delete_unfinished': { cron: '27 3 * * *', run: deleteUnfinishedFiles },
  'contacts.delete_removed_photos': { cron: '57 * * * *', run: deleteRemovedPhotos },
  'access_records.expire': { cron: '53 3 * * *', run: expireAccessRecords },
  'privacy.expire_import_files': { cron: '47 3 * * *', run: expireImportFiles },
  'mail_templates.delete_tests': { cron: '43 3 * * *', run: deleteTemplateTests },
  'reports.count_portal_states': { cron: '59 * * * *', run: countPortalStates },
  'reports.sum_invitees': { cron: '* * * * *', accounts: 'accounts_with_unsummed_invitees', run: sumInvitees },
  'rate_limits.delete_over': { cron: '37 3 * * *', run: deleteOverLimits },
};
