import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { sendDueMail } from '#features/outbox/send-due-mail.ts';
import { createClock } from '#platform/clock.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMails } from '#platform/email/enqueue-mail.ts';
import type { Mail } from '#platform/email/mail.ts';
import { createSmtpMail } from '#platform/email/smtp-mail.ts';
import { letter } from '../../../../test/letter-sender.ts';
import { insertAccount, platformContext } from '../../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../../test/start-database.ts';
import { type MailServer, startMailServer } from '../../../../test/start-mail-server.ts';
import { findPace } from './find-pace.ts';
import { forecastMail } from './forecast-mail.ts';
import { endOfSending, isSendingHour, nextSendingTime } from './sending-hours.ts';

const hour = 3_600_000;
const seoul = { time_zone: 'Asia/Seoul', bulk_mail_from_hour: 8, bulk_mail_until_hour: 20 };
const at = (time: string) => new Date(time);

let database: TestDatabase;
let server: MailServer;
let mail: Mail;
let account_id: number;
let clock = createClock();

before(async () => {
  database = await startDatabase();
});
beforeEach(async () => {
  server = await startMailServer();
  mail = createSmtpMail({ smtp_url: server.url, mail_from: 'desk@help.example.com', patience_ms: 2_000 });
  account_id = await insertAccount(database);
  clock = createClock();
  // Ten in the morning in Seoul, whatever the time is here.
  moveTo('2030-03-04T01:00:00Z');
  await set({ is_mail_to_customers_on: true });
});
afterEach(async () => {
  mail.close();
  await server.stop();
});
after(() => database.drop());

const ctx = () => ({ ...platformContext(database, { account_id, clock }), sends_mail: true });

function moveTo(time: string): void {
  clock.offset_ms = at(time).getTime() - Date.now();
}

async function set(columns: Record<string, number | boolean | null>): Promise<void> {
  await inTransaction(ctx(), ({ db }) => db.updateTable('account').set(columns).execute());
}

/** One look of the schedule, `minutes` after the last one. */
async function run(minutes = 0): Promise<number> {
  const before = server.mails.length;
  clock.offset_ms += minutes * 60_000;
  await sendDueMail({ ...ctx(), mail, stopping: new AbortController().signal });
  return server.mails.length - before;
}

const put = (count: number, is_paced: boolean) =>
  enqueueMails(
    ctx(),
    letter,
    Array.from({ length: count }, (_, n) => ({
      to_address: `n${n}@customer.example`,
      language: 'en' as const,
      ids: { n: n + 1 },
      is_paced,
    })),
  );

test('sending hours are by the account’s own clock, through midnight and through a change of clocks', () => {
  assert.equal(isSendingHour(seoul, at('2030-03-03T22:59:00Z')), false);
  assert.equal(isSendingHour(seoul, at('2030-03-03T23:00:00Z')), true);
  assert.equal(isSendingHour(seoul, at('2030-03-04T10:59:00Z')), true);
  assert.equal(isSendingHour(seoul, at('2030-03-04T11:00:00Z')), false);
  assert.deepEqual(nextSendingTime(seoul, at('2030-03-04T11:10:30Z')), at('2030-03-04T23:00:00Z'));
  assert.deepEqual(endOfSending(seoul, at('2030-03-04T01:00:00Z')), at('2030-03-04T11:00:00Z'));
  const night = { time_zone: 'Asia/Kathmandu', bulk_mail_from_hour: 22, bulk_mail_until_hour: 6 };
  // Kathmandu is 5:45 ahead.
  assert.deepEqual(nextSendingTime(night, at('2030-03-04T12:00:00Z')), at('2030-03-04T16:15:00Z'));
  assert.equal(isSendingHour(night, at('2030-03-04T23:00:00Z')), true);
  const berlin = { ...seoul, time_zone: 'Europe/Berlin' };
  assert.deepEqual(nextSendingTime(berlin, at('2030-03-30T20:00:00Z')), at('2030-03-31T06:00:00Z'));
  const always = { ...seoul, bulk_mail_from_hour: 0, bulk_mail_until_hour: 24 };
  for (let n = 0; n < 24; n++) assert.equal(isSendingHour(always, new Date(n * hour)), true);
});

test('the forecast goes through nights and says nothing where it is more than a year away', () => {
  const pace = { ...seoul, mail_per_hour: 500 };
  const morning = at('2030-03-04T01:00:00Z');
  assert.deepEqual(forecastMail(pace, morning, 250), at('2030-03-04T01:30:00Z'));
  // 5,000 until 20:00, the other 1,000 in two hours of the next morning.
  assert.deepEqual(forecastMail(pace, morning, 6_000), at('2030-03-05T01:00:00Z'));
  assert.deepEqual(
    forecastMail({ ...seoul, mail_per_hour: null }, at('2030-03-04T15:00:00Z'), 10),
    at('2030-03-04T23:00:01Z'),
  );
  assert.equal(forecastMail({ ...seoul, mail_per_hour: 1 }, morning, 100_000), null);
  assert.equal(forecastMail(pace, morning, 0), null);
});

test('mail to many keeps to its hours, a single mail goes out at night too', async () => {
  await set({ bulk_mail_from_hour: 8, bulk_mail_until_hour: 20 });
  moveTo('2030-03-04T14:00:00Z');
  await put(3, true);
  await put(1, false);
  assert.equal(await run(), 1);
  assert.equal(await run(60), 0);
  const { opens_at, waiting_count } = await findPace(ctx());
  assert.deepEqual([opens_at, waiting_count], [at('2030-03-04T23:00:00Z'), 3]);
  moveTo('2030-03-04T23:00:30Z');
  assert.equal(await run(), 3);
});

test('K02 no more than the account’s mails an hour go out, spread over its minutes, and single mail is neither held nor left out of the count', async () => {
  await set({ mail_per_hour: 120 });
  await put(200, true);
  const sent = [];
  for (let minute = 0; minute < 60; minute++) sent.push(await run(minute === 0 ? 0 : 1));
  assert.equal(Math.max(...sent), 2);
  assert.equal(server.mails.length, 120);
  await put(5, false);
  assert.equal(await run(0), 5);
  assert.equal(await run(0), 0);
  // The five count: for the next ones five of the former hour have to be an hour ago.
  assert.equal(await run(1), 0);
  assert.equal(await run(3), 2);
});

test('K05 four workers at once keep to the pace together', async () => {
  await set({ mail_per_hour: 600 });
  await put(60, true);
  await Promise.all([run(), run(), run(), run()]);
  assert.equal(server.mails.length, 10);
});

test('a long line of mail to many does not hold a single mail up', async () => {
  await set({ mail_per_hour: 60 });
  await put(500, true);
  clock.offset_ms += 60_000;
  await put(1, false);
  await run();
  // It is the one that the pace allows in this minute.
  assert.equal(server.mails.length, 1);
  assert.equal((await findPace(ctx())).waiting_count, 500);
  assert.equal(await run(1), 1);
});
