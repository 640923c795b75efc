import { agentInvitedEmail } from '#features/agents/agent-invited.email.ts';
import { agentResetEmail } from '#features/agents/agent-reset.email.ts';
import { makeMonths } from '#features/change-log/make-months.ts';
import { writeSearchOfCompany } from '#features/contacts/write-search-of-company.ts';
import { sendDueMail } from '#features/outbox/send-due-mail.ts';
import { deleteEndedSessions } from '#features/sessions/delete-ended-sessions.ts';
import { deleteOverLimits } from '#platform/delete-over-limits.ts';
import { sendDueMailJob } from '#platform/email/enqueue-mail.ts';
import { deleteUnfinishedFiles } from '#platform/files/delete-unfinished-files.ts';
import type { Jobs, Schedules } from '#platform/queue/job.ts';

/** Every job that `enqueue` may name and the act that does it. */
export const jobs: Jobs = {
  [sendDueMailJob]: { run: sendDueMail },
  'contacts.write_search_of_company': { run: writeSearchOfCompany },
};

/** Every kind of mail: the outbox finds them by their names. */
export const emails = [agentInvitedEmail, agentResetEmail];

/** Work that comes back by the clock, in UTC. */
export const schedules: Schedules = {
  'outbox.send_what_is_left': { cron: '* * * * *', accounts: 'accounts_with_due_mail', run: sendDueMail },
  'change_log.make_months': { cron: '7 3 * * *', run: makeMonths },
  'sessions.delete_ended': { cron: '17 3 * * *', run: deleteEndedSessions },
  'files.delete_unfinished': { cron: '27 3 * * *', run: deleteUnfinishedFiles },
  'rate_limits.delete_over': { cron: '37 3 * * *', run: deleteOverLimits },
};
