/**
 * A sender of mail that a test can kill: `node test/letter-sender.ts <database url> <smtp url> <account id> <offset ms>`
 * sends what is due once and ends. Importing it gives the kind of mail that it knows.
 */
import { sendDueMail } from '#features/outbox/send-due-mail.ts';
import { createClock } from '#platform/clock.ts';
import { openPool } from '#platform/database/postgres-pool.ts';
import { email } from '#platform/email/email.ts';
import { createSmtpMail } from '#platform/email/smtp-mail.ts';
import { createLog } from '#platform/log.ts';
import { platformContext } from './platform-context.ts';

/** What a letter of tests says: its number, trouble, or that it has become pointless (a negative number). */
export const letter = email<{ n: number; poison?: number }, { n: number }>({
  name: 'test.letter',
  async load(_, { n, poison }) {
    if (poison) throw new Error('this one can not be written');
    return n < 0 ? null : { n };
  },
  write: ({ n }) => ({ subject: `Letter ${n}`, blocks: [{ paragraph: `This is letter ${n}.` }] }),
  example: () => ({ n: 1 }),
});

if (import.meta.main) {
  const [url, smtp_url, account_id, offset_ms] = process.argv.slice(2);
  const log = createLog('error', 'stderr');
  const appPool = openPool(url!, { log, name: 'sender', max: 4, statement_timeout: 0 });
  const mail = createSmtpMail({ smtp_url: smtp_url!, mail_from: 'desk@help.example.com' });
  const clock = Object.assign(createClock(), { offset_ms: Number(offset_ms) });
  const ctx = platformContext({ appPool }, { account_id: Number(account_id), clock });
  await sendDueMail({ ...ctx, mail, stopping: new AbortController().signal });
  mail.close();
  await appPool.end();
}
