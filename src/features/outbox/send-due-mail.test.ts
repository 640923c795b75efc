import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { createClock } from '#platform/clock.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { enqueueMail } from '#platform/email/enqueue-mail.ts';
import type { Mail } from '#platform/email/mail.ts';
import { createSmtpMail } from '#platform/email/smtp-mail.ts';
import { projectFolder } from '#platform/project-folder.ts';
import type { JobContext } from '#platform/queue/job.ts';
import { letter } from '../../../test/letter-sender.ts';
import { insertAccount, insertAgent, platformContext } from '../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../test/start-database.ts';
import { type Behaviour, type MailServer, startMailServer } from '../../../test/start-mail-server.ts';
import { leaseMs, type mailStates } from './mail-message.ts';
import { sendDueMail } from './send-due-mail.ts';

let database: TestDatabase;
let account_id: number;
/** Mail to agents never waits for the account's switch. */
let agent_id: number;
let clock = createClock();
let server: MailServer | null = null;
let mail: Mail | null = null;

before(async () => {
  database = await startDatabase();
});
beforeEach(async () => {
  account_id = await insertAccount(database);
  clock = createClock();
  agent_id = await insertAgent(ctx());
});
afterEach(async () => {
  mail?.close();
  await server?.stop();
  server = null;
});
after(() => database.drop());

const ctx = () => platformContext(database, { account_id, clock });

async function serverThat(behaviour: Behaviour = {}): Promise<MailServer> {
  server = await startMailServer(behaviour);
  use(server.url);
  return server;
}

function use(smtp_url: string): void {
  mail = createSmtpMail({ smtp_url, mail_from: 'Desk <desk@help.example.com>', patience_ms: 2_000 });
}

/** One run of the job, `later` minutes from the last one. */
async function run(later = 0): Promise<void> {
  clock.offset_ms += later * 60_000;
  const job: JobContext = { ...ctx(), mail: mail!, stopping: new AbortController().signal, sends_mail: true };
  await sendDueMail(job);
}

function put(
  ids: { n: number; poison?: number },
  more: Partial<Parameters<typeof enqueueMail>[2]> = {},
): Promise<number> {
  const of = more.contact_id === undefined ? { agent_id } : {};
  return enqueueMail(ctx(), letter, { to_address: `n${ids.n}@customer.example`, language: 'en', ...of, ...more, ids });
}

interface Row {
  id: number;
  state: (typeof mailStates)[number];
  try_count: number;
  last_error: string | null;
  send_after: Date;
  message_id: string;
}

function rows(): Promise<Row[]> {
  return inTransaction(ctx(), ({ db }) => db.selectFrom('mail_message').selectAll().orderBy('id').execute());
}

const states = async () => (await rows()).map(({ state }) => state);

test('a mail goes out once, from the account, to its address, in two parts that say the same', async () => {
  const caught = await serverThat();
  await put({ n: 1 });
  await run();
  await run(10);
  const [sent, second] = caught.mails;
  assert.equal(second, undefined);
  assert.equal(sent!.subject, 'Letter 1');
  assert.deepEqual(sent!.envelope_to, ['n1@customer.example']);
  assert.deepEqual(sent!.from?.value, [{ name: `Account ${account_id}`, address: 'desk@help.example.com' }]);
  assert.match(sent!.text!, /This is letter 1\./);
  assert.match(String(sent!.html), /<html lang="en">.*This is letter 1\./s);
  assert.equal(sent!.headers.get('auto-submitted'), 'auto-generated');
  assert.match(sent!.messageId!, /^<[0-9a-f-]{36}@help\d*\.example\.com>$/);
  assert.deepEqual(await states(), ['sent']);
});

test('K04 a mail is in the outbox exactly if the act that asked for it committed', async () => {
  const broken = inTransaction(ctx(), async (ctx) => {
    await enqueueMail(ctx, letter, { to_address: 'a@b.example', language: 'en', ids: { n: 1 } });
    throw new Error('the act failed');
  });
  await assert.rejects(broken, /the act failed/);
  assert.deepEqual(await rows(), []);
});

test('K02 a server that is down for an hour gets every mail once it is back, with the same Message-ID and without a flood before', async () => {
  const gone = await serverThat();
  await gone.stop();
  for (let n = 1; n <= 12; n++) await put({ n });
  const ids = (await rows()).map(({ message_id }) => message_id);
  for (let minute = 0; minute < 60; minute++) await run(1);
  const tried = await rows();
  assert.deepEqual(new Set(tried.map(({ state }) => state)), new Set(['waiting']));
  assert.match(tried[0]!.last_error!, /ECONNREFUSED/);
  const tries = tried.reduce((sum, { try_count }) => sum + try_count, 0);
  assert.ok(tries <= 12 * 7, `${tries} tries in an hour`);
  const back = await serverThat();
  for (let hour = 0; hour < 5; hour++) await run(60);
  assert.deepEqual(new Set(await states()), new Set(['sent']));
  assert.equal(back.mails.length, 12);
  assert.deepEqual(back.mails.map(({ messageId }) => messageId).sort(), ids.sort());
});

for (const [trouble, behaviour] of Object.entries({
  'closes down with 421': { onRecipient: () => [421, 'closing'] },
  'has no room for the recipient now (452)': { onRecipient: () => [452, 'mailbox full'] },
  'fails after the whole message (451)': { onMessage: () => [451, 'try again'] },
} satisfies Record<string, Behaviour>)) {
  test(`K02 a server that ${trouble} is tried again later, not at once`, async () => {
    await serverThat(behaviour as Behaviour);
    await put({ n: 1 });
    await run();
    const [row] = await rows();
    assert.equal(row!.state, 'waiting');
    const wait = row!.send_after.getTime() - clock.now().getTime();
    assert.ok(wait > 40_000 && wait < 80_000, `${wait} ms`);
    await run();
    assert.equal((await rows())[0]!.try_count, 1);
    mail!.close();
    await server!.stop();
    const back = await serverThat();
    await run(2);
    assert.equal(back.mails[0]?.messageId, row!.message_id);
  });
}

test('K02 a server that takes the message and never answers does not hold the others for ever', {
  timeout: 90_000,
}, async () => {
  const caught = await serverThat({
    onMessage: (one) => (one.subject === 'Letter 1' ? new Promise(() => {}) : undefined),
  });
  for (const n of [1, 2, 3]) await put({ n });
  await run();
  assert.deepEqual(await states(), ['waiting', 'sent', 'sent']);
  assert.equal(caught.mails.length, 2);
});

test('K03 a refusal for good is not tried again and can be seen', async () => {
  await serverThat({ onRecipient: (to) => (to.startsWith('n1@') ? [550, 'no such user here'] : undefined) });
  await put({ n: 1 });
  await put({ n: 2 });
  await run();
  await run(600);
  const [refused, sent] = await rows();
  assert.equal(refused!.state, 'bounced');
  assert.match(refused!.last_error!, /550 no such user here/);
  assert.equal(refused!.try_count, 1);
  assert.equal(sent!.state, 'sent');
});

test('K03 a sender killed after the server took the mail makes two copies at most, with one Message-ID', async () => {
  let sender: ChildProcess;
  const caught = await serverThat({
    onMessage() {
      sender.kill('SIGKILL');
      return undefined;
    },
  });
  await put({ n: 1 });
  for (let kill = 0; kill < 4; kill++) {
    const script = join(projectFolder, 'test/letter-sender.ts');
    const words = [database.url, caught.url, account_id, clock.offset_ms].map(String);
    sender = spawn(process.execPath, [script, ...words], { stdio: 'inherit' });
    await once(sender, 'exit');
    clock.offset_ms += leaseMs + 60_000;
  }
  assert.equal(caught.mails.length, 2);
  assert.equal(caught.mails[0]!.messageId, caught.mails[1]!.messageId);
  const [row] = await rows();
  assert.deepEqual([row!.state, row!.last_error], ['failed', 'interrupted']);
});

test('K03 one mail that can not be written does not stop the others and is given up after five tries', async () => {
  const caught = await serverThat();
  await put({ n: 1, poison: 1 });
  await put({ n: 2 });
  for (let tries = 0; tries < 7; tries++) await run(60);
  assert.equal(caught.mails.length, 1);
  const [poison] = await rows();
  assert.equal(poison!.state, 'failed');
  assert.equal(poison!.try_count, 5);
});

test('K02 a mail whose link is dead by now, or that has become pointless, is dropped', async () => {
  const caught = await serverThat();
  await put({ n: 1 }, { useful_until: new Date(clock.now().getTime() + 3_600_000) });
  await put({ n: -1 });
  await run(61);
  assert.deepEqual(await states(), ['dropped', 'dropped']);
  assert.equal(caught.mails.length, 0);
});

test('K05 four workers at once send every mail once', async () => {
  const caught = await serverThat();
  for (let n = 0; n < 60; n++) await put({ n });
  await Promise.all([run(), run(), run(), run()]);
  assert.equal(caught.mails.length, 60);
  assert.equal(new Set(caught.mails.map(({ messageId }) => messageId)).size, 60);
});

test('K01 nothing in a name, a subject or an address makes a header or a recipient of its own', async () => {
  const caught = await serverThat();
  await inTransaction(ctx(), ({ db }) =>
    db.updateTable('account').set({ name: 'Desk\r\nBcc: spy@evil.example\r\nX: y' }).execute(),
  );
  await put({ n: 1 });
  const addresses = [
    'a@b.example\r\nRCPT TO:<spy@evil.example>',
    'a@b.example, spy@evil.example',
    'a@b.example (spy@evil.example)',
    'Spy <spy@evil.example>',
    '"a b"@b.example',
    'a@b.example>\r\nDATA',
    'a b@b.example',
    '@b.example',
  ];
  for (const [n, to_address] of addresses.entries()) await put({ n: 2 + n }, { to_address });
  await run();
  assert.equal(caught.mails.length, 1);
  const [sent] = caught.mails;
  assert.deepEqual(sent!.envelope_to, ['n1@customer.example']);
  assert.equal(sent!.headers.get('bcc'), undefined);
  assert.equal(sent!.from?.value[0]?.name, 'Desk Bcc: spy@evil.example X: y');
  assert.deepEqual(await states(), ['sent', ...addresses.map(() => 'failed' as const)]);
});

test('mail to contacts waits for the switch of the account, mail to agents does not', async () => {
  const caught = await serverThat();
  const contact_id = await inTransaction(ctx(), async ({ db, clock }) => {
    const now = clock.now();
    const row = { account_id, name: 'Ruth King', sort_key: 'ruth king', source: 'agent' as const };
    const added = await db
      .insertInto('contact')
      .values({ ...row, created_at: now, updated_at: now })
      .returning('id')
      .execute();
    return added[0]!.id;
  });
  await put({ n: 1 }, { contact_id });
  await put({ n: 2 });
  await run();
  assert.deepEqual(await states(), ['waiting', 'sent']);
  await inTransaction(ctx(), ({ db }) => db.updateTable('account').set({ is_mail_to_customers_on: true }).execute());
  await run(1);
  assert.deepEqual(await states(), ['sent', 'sent']);
  assert.equal(caught.mails.length, 2);
});

test('without a mail server everything stays in the outbox as it is', async () => {
  mail = createSmtpMail({ smtp_url: null, mail_from: null });
  await put({ n: 1 });
  await run();
  assert.deepEqual(await states(), ['waiting']);
  assert.equal((await rows())[0]!.try_count, 0);
});
