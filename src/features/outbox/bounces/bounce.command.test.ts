import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { listMail } from '#features/outbox/list-mail.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import type { Context } from '#platform/context.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { statusNotice } from '../../../../test/fixtures/bounces/write-bounces.ts';
import { makeFolder } from '../../../../test/make-folder.ts';
import { insertContact } from '../../../../test/portal.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { type MailServer, startMailServer } from '../../../../test/start-mail-server.ts';

let app: TestApp;
let admin: Context;
let server: MailServer;
before(async () => {
  server = await startMailServer({});
  app = await startApp({ smtp_url: server.url, bounce_address: 'bounces@help.example.com' });
  admin = await app.ctxOfAdmin();
  await switchMail(admin, { is_on: true });
});
after(async () => {
  await app.stop();
  await server.stop();
});

/** Pipes a message into the built program, as a mail server does. */
async function pipe(message: Buffer | string, { recipient = '', url = app.database.url } = {}) {
  const env = { DATABASE_URL: url, DATA_DIR: makeFolder(), MARU_SECRET_KEY: 'a secret key that only tests know' };
  const given = recipient ? ['bounce', recipient] : ['bounce'];
  const program = spawn(process.execPath, [join(projectFolder, 'bin/program.mjs'), ...given], {
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', ...env },
  });
  let said = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      said += piece;
    });
  }
  program.stdin.end(message);
  const [status] = (await once(program, 'close')) as [number];
  return { status, said };
}

test('J06 a mail server pipes a notice in: the mail came back and why, and it is told so', async () => {
  const email = 'nobody@hanbit.example';
  const contact_id = await insertContact(admin, { email });
  await inviteContact(admin, { contact_id });
  await app.worker.runDue();
  const { envelope_from, messageId } = server.mailTo(email);
  const about = { return_path: envelope_from, message_id: messageId!, to_address: email };
  const fields = [`Final-Recipient: rfc822; ${email}`, 'Action: failed', 'Status: 5.1.1'];
  const notice = Buffer.from(statusNotice(about, fields));
  const told = await pipe(notice, { recipient: envelope_from });
  assert.deepEqual(told.status, 0, told.said);
  assert.match(told.said, /^Noted as not delivered: \S/m);
  assert.equal((await listMail(admin, { contact_id })).mails[0]!.state, 'bounced');
  assert.match((await pipe(notice, { recipient: envelope_from })).said, /nothing was noted/, 'once');
});

test('what is no notice is passed over, so that the mail server does not bring it again', async () => {
  for (const message of ['', 'Subject: Out of office\r\n\r\nBack on Monday.\r\n', Buffer.from([0, 255, 13, 10])]) {
    const { status, said } = await pipe(message);
    assert.deepEqual([status, /nothing was noted/.test(said)], [0, true], said);
  }
});

test('while the database is away the mail server is asked to try again later', async () => {
  const { status, said } = await pipe('Subject: Undelivered\r\n\r\n', { url: 'postgres://127.0.0.1:9/nowhere' });
  assert.equal(status, 75, said);
});
