import { sendDueMail } from '#features/outbox/send-due-mail.ts';
import { sendDueMailJob } from '#platform/email/enqueue-mail.ts';
import type { Jobs, Schedules } from '#platform/queue/job.ts';

/** Every job that `enqueue` may name and the act that does it. */
export const jobs: Jobs = {
  [sendDueMailJob]: { run: sendDueMail },
};

/** Work that comes back by the clock, in UTC. */
export const schedules: Schedules = {
  'outbox.send_what_is_left': { cron: '* * * * *', accounts: 'accounts_with_due_mail', run: sendDueMail },
};
