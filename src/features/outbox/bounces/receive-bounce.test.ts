import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { listInvitations } from '#features/invitations/list-invitations.ts';
import { openInvitation } from '#features/invitations/open-invitation.ts';
import { listMail } from '#features/outbox/list-mail.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import type { Context } from '#platform/context.ts';
import { statusNotice } from '../../../../test/fixtures/bounces/write-bounces.ts';
import { insertContact, linkToken } from '../../../../test/portal.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { type MailServer, startMailServer } from '../../../../test/start-mail-server.ts';
import { readBounce } from './read-bounce.ts';
import { receiveBounce } from './receive-bounce.ts';

let app: TestApp;
let server: MailServer;
let admin: Context;
let other: Context;
/** What the mail server answers to whom. */
let answer: (address: string) => [number, string] | undefined = () => undefined;
let answerAfter: () => [number, string] | undefined = () => undefined;

before(async () => {
  server = await startMailServer({ onRecipient: (address) => answer(address), onMessage: () => answerAfter() });
  app = await startApp({ accounts: 2, smtp_url: server.url, bounce_address: 'bounces@help.example.com' });
  admin = await app.ctxOfAdmin();
  other = await app.ctxOfAdmin(2);
  for (const ctx of [admin, other]) await switchMail(ctx, { is_on: true });
});
after(async () => {
  await app.stop();
  await server.stop();
});

let people = 0;
async function invited(ctx = admin): Promise<{ contact_id: number; email: string }> {
  const email = `person${++people}@hanbit.example`;
  const contact_id = await insertContact(ctx, { email });
  await inviteContact(ctx, { contact_id });
  await app.worker.runDue();
  return { contact_id, email };
}

const noUser = (email: string) => [
  `Final-Recipient: rfc822; ${email}`,
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
];
const full = (email: string) => [`Final-Recipient: rfc822; ${email}`, 'Action: failed', 'Status: 5.2.2'];

/** The notice that a mail server would send about the newest mail to an address, or one that somebody made up. */
function noticeOf(
  email: string,
  { fields = noUser(email), ...changed }: { fields?: string[]; return_path?: string; message_id?: string } = {},
) {
  const { envelope_from, messageId } = server.mailTo(email);
  const about = { return_path: envelope_from, message_id: messageId!, to_address: email, ...changed };
  return readBounce(Buffer.from(statusNotice(about, fields)));
}

const newest = async (contact_id: number, ctx = admin) => (await listInvitations(ctx, { contact_id })).invitations[0]!;
const addressOf = async (contact_id: number, ctx = admin) => (await findContact(ctx, { id: contact_id })).emails[0]!;
const mailOf = async (contact_id: number, ctx = admin) => (await listMail(ctx, { contact_id })).mails[0]!;

test('J06 a notice to the return path of a mail says on invitation, mail, address and timeline that it came back and why', async () => {
  const { contact_id, email } = await invited();
  assert.match(server.mailTo(email).envelope_from, /^bounces\+1-\d+-[0-9a-f]{20}@help\.example\.com$/);
  assert.equal((await newest(contact_id)).state, 'sent');
  assert.equal(await receiveBounce(app.systemCtx(), await noticeOf(email)), true);
  const { state, bounce_reason, bounced_at } = await newest(contact_id);
  assert.deepEqual([state, bounce_reason], ['bounced', 'no_mailbox']);
  assert.ok(bounced_at);
  const mail = await mailOf(contact_id);
  assert.deepEqual([mail.state, mail.last_error], ['bounced', '550 5.1.1 User unknown']);
  assert.equal((await addressOf(contact_id)).bounce_reason, 'no_mailbox');
  const log = await listChanges(admin, { record: 'contact', record_id: contact_id, limit: 5 });
  assert.equal(log.changes[0]!.act, 'mail_bounced');
});

test('a notice is noted once, and never about a mail that was called back', async () => {
  const { contact_id, email } = await invited();
  const notice = await noticeOf(email);
  assert.equal(await receiveBounce(app.systemCtx(), notice), true);
  assert.equal(await receiveBounce(app.systemCtx(), notice), false);
  const log = await listChanges(admin, { record: 'contact', record_id: contact_id, limit: 9 });
  assert.equal(log.changes.filter(({ act }) => act === 'mail_bounced').length, 1);
});

test('J06 a full mailbox and an out-of-office reply do not condemn an address', async () => {
  const { contact_id, email } = await invited();
  await receiveBounce(app.systemCtx(), await noticeOf(email, { fields: full(email) }));
  assert.equal((await addressOf(contact_id)).bounce_reason, 'mailbox_full');
  const away = await invited();
  const { envelope_from } = server.mailTo(away.email);
  const reply = await readBounce(
    Buffer.from(
      `From: ${away.email}\r\nTo: ${envelope_from}\r\nSubject: Automatic reply: away\r\nReturn-Path: <>\r\n\r\n550 5.1.1`,
    ),
  );
  assert.equal(await receiveBounce(app.systemCtx(), reply), false);
  assert.equal((await newest(away.contact_id)).state, 'sent');
});

test('J06 forged notices do nothing: an unknown return path, one with a changed mark, another mail, another account', async () => {
  const { contact_id, email } = await invited();
  const theirs = await invited(other);
  const path = server.mailTo(email).envelope_from;
  const { mails } = await listMail(admin);
  const next = String(mails[0]!.id - 1);
  const forged = {
    'a made-up mark': path.replace(/[0-9a-f]{20}@/, `${'0'.repeat(20)}@`),
    'the mark of another mail': path.replace(/-\d+-/, `-${next}-`),
    'the mark under another account': path.replace('+1-', '+2-'),
    'a mail that is none': path.replace(/-\d+-/, '-999999-'),
  };
  for (const [what, return_path] of Object.entries(forged)) {
    for (const account of [1, 2])
      assert.equal(await receiveBounce(app.systemCtx(account), await noticeOf(email, { return_path })), false, what);
  }
  assert.equal((await newest(contact_id)).state, 'sent');
  assert.equal(await receiveBounce(app.systemCtx(1), await noticeOf(theirs.email)), false);
  assert.equal((await newest(theirs.contact_id, other)).state, 'sent');
});

test('without a return path of its own the Message-ID says which mail it is; one that nobody has had says nothing', async () => {
  const { contact_id, email } = await invited();
  const plain = { return_path: 'bounces@help.example.com' };
  const made_up = await noticeOf(email, {
    ...plain,
    message_id: '<00000000-0000-4000-8000-000000000000@help.example.com>',
  });
  assert.equal(await receiveBounce(app.systemCtx(), made_up), false);
  assert.equal(await receiveBounce(app.systemCtx(2), await noticeOf(email, plain)), false);
  assert.equal(await receiveBounce(app.systemCtx(), await noticeOf(email, plain)), true);
  assert.equal((await newest(contact_id)).state, 'bounced');
});

test('K03 a recipient that the server refuses with a 5xx has bounced at once, with the reason; a refusal of us has not condemned him', async () => {
  answer = () => [550, '5.1.1 no such user here'];
  const refused = await invited();
  assert.deepEqual(
    [(await newest(refused.contact_id)).state, (await mailOf(refused.contact_id)).state],
    ['bounced', 'bounced'],
  );
  assert.equal((await addressOf(refused.contact_id)).bounce_reason, 'no_mailbox');
  answer = () => [554, '5.7.1 relay access denied'];
  const denied = await invited();
  assert.equal((await newest(denied.contact_id)).bounce_reason, 'refused');
  answer = () => undefined;
  answerAfter = () => [550, '5.1.1 user unknown'];
  const late = await invited();
  assert.deepEqual(
    [(await newest(late.contact_id)).state, (await addressOf(late.contact_id)).bounce_reason],
    ['bounced', 'no_mailbox'],
  );
  answerAfter = () => [554, '5.6.0 this message is not to our taste'];
  const content = await invited();
  assert.equal((await mailOf(content.contact_id)).state, 'failed');
  assert.deepEqual(
    [(await newest(content.contact_id)).state, (await addressOf(content.contact_id)).bounced_at],
    ['bounced', null],
  );
  answerAfter = () => undefined;
});

test('a new invitation starts anew, and once its link is opened the address is good again', async () => {
  const { contact_id, email } = await invited();
  await receiveBounce(app.systemCtx(), await noticeOf(email));
  await inviteContact(admin, { contact_id });
  await app.worker.runDue();
  assert.equal((await newest(contact_id)).state, 'sent');
  assert.ok((await addressOf(contact_id)).bounced_at);
  const visitor = { ...app.ctxOfStranger(), origin: { request_id: 'test', ip: '198.51.100.7', user_agent: 'test' } };
  await openInvitation(visitor, await linkToken(app.systemCtx(), contact_id));
  assert.deepEqual([(await newest(contact_id)).state, (await addressOf(contact_id)).bounced_at], ['link_opened', null]);
});
