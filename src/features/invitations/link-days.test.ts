import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findMail } from '#features/outbox/find-mail.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import { createPasswordReset } from '#features/portal-access/create-password-reset.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, contactPassword, insertContact, linkToken } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { type CaughtMail, type MailServer, startMailServer } from '../../../test/start-mail-server.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { copyInvitationLink } from './copy-invitation-link.ts';
import { endPortalAccess } from './end-portal-access.ts';
import { inviteContact } from './invite-contact.ts';
import { type ListedInvitation, listInvitations } from './list-invitations.ts';
import { openInvitation } from './open-invitation.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

let app: TestApp;
let mailServer: MailServer;
let admin: Context;
let agent: Context;
/** What the mail server answers to whom. */
let answer: (address: string) => [number, string] | undefined = () => undefined;

before(async () => {
  mailServer = await startMailServer({ onRecipient: (address) => answer(address) });
  app = await startApp({ smtp_url: mailServer.url });
  admin = await app.ctxOfAdmin();
  agent = await app.ctxOfAgent();
});
after(async () => {
  await app.stop();
  await mailServer.stop();
});

let visitors = 0;
const visitor = (): Context => ({
  ...app.ctxOfStranger(),
  origin: { request_id: 'test', ip: `198.51.100.${++visitors}`, user_agent: 'test' },
});
const expired = (error: unknown) => error instanceof Failure && error.code === 'portal_access.link_expired';
const accept = (token: string) => acceptInvitation(visitor(), { token, password: contactPassword });
const mailsTo = (address: string) => mailServer.mails.filter(({ envelope_to }) => envelope_to.includes(address));
const tokenIn = (mail: CaughtMail) => /token=([\w-]{43})/.exec(mail.text!)![1]!;

async function pass(time: number): Promise<void> {
  app.clock.offset_ms += time;
  await app.worker.runDue();
}

async function invited(email: string): Promise<{ id: number; token: string }> {
  const id = await insertContact(app.systemCtx(), { email });
  await inviteContact(agent, { contact_id: id });
  return { id, token: await linkToken(app.systemCtx(), id) };
}

async function newest(contact_id: number): Promise<ListedInvitation> {
  return (await listInvitations(agent, { contact_id })).invitations[0]!;
}

test('an invitation that waited months for mail to be switched on goes out, with the same link and all its days', async () => {
  await switchMail(admin, { is_on: false });
  const [early, late] = [await invited('early@hanbit.example'), await invited('late@hanbit.example')];
  await pass(60 * day);
  const { state, expires_at } = await newest(early.id);
  assert.deepEqual([state, expires_at], ['queued', null]);
  assert.equal(mailsTo('early@hanbit.example').length, 0);

  await switchMail(admin, { is_on: true });
  await pass(minute);
  const sent_at = app.clock.now().getTime();
  const [mail] = mailsTo('early@hanbit.example');
  assert.equal(tokenIn(mail!), early.token);
  const listed = await newest(early.id);
  assert.equal(listed.state, 'sent');
  assert.ok(Math.abs(listed.expires_at!.getTime() - sent_at - 7 * day) < minute);
  const date = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'Asia/Seoul' }).format(listed.expires_at!);
  assert.ok(mail!.text!.replace(/\s+/g, ' ').includes(date), `the mail says ${date}`);

  await pass(7 * day - 5 * minute);
  await accept(early.token);
  await pass(10 * minute);
  await assert.rejects(accept(late.token), expired);
  assert.equal((await newest(late.id)).state, 'expired');
});

test('a mail server that is down for longer than a link lives costs the link none of its days', async () => {
  await inTransaction(admin, ({ db }) => db.updateTable('account').set({ invitation_days: 1 }).execute());
  answer = () => [451, 'not now'];
  const { id, token } = await invited('patient@hanbit.example');
  await pass(0);
  for (let hours = 0; hours < 36; hours += 6) await pass(7 * 60 * minute);
  assert.deepEqual([(await newest(id)).state, mailsTo('patient@hanbit.example').length], ['queued', 0]);
  answer = () => undefined;
  await pass(12 * 60 * minute);
  assert.equal(tokenIn(mailsTo('patient@hanbit.example')[0]!), token);
  await pass(day - 5 * minute);
  await accept(token);
  await inTransaction(admin, ({ db }) => db.updateTable('account').set({ invitation_days: 7 }).execute());
});

test('whoever has been shut out, blocked or has lost the address while his invitation waited gets none', async () => {
  await switchMail(admin, { is_on: false });
  const now = app.clock.now();
  const changes = {
    locked: { locked_at: now, locked_by: 'agent' as const },
    blocked: { blocked_at: now },
    deactivated: { deactivated_at: now },
  };
  for (const [name, columns] of Object.entries(changes)) {
    const { id } = await invited(`${name}@hanbit.example`);
    await inTransaction(admin, ({ db }) => db.updateTable('contact').set(columns).where('id', '=', id).execute());
  }
  const { id } = await invited('retired@hanbit.example');
  await inTransaction(admin, ({ db }) =>
    db.updateTable('contact_email').set({ state: 'retired' }).where('contact_id', '=', id).execute(),
  );
  await switchMail(admin, { is_on: true });
  await pass(minute);
  for (const name of [...Object.keys(changes), 'retired'])
    assert.deepEqual(mailsTo(`${name}@hanbit.example`), [], name);
});

test('B05 a link that was ended while its mail waited does not come back to life with it', async () => {
  await switchMail(admin, { is_on: false });
  const { id, token } = await invited('ended@hanbit.example');
  await endPortalAccess(app.systemCtx(), { contact_ids: [id] });
  await assert.rejects(accept(token), expired);
  await switchMail(admin, { is_on: true });
  await pass(minute);
  assert.deepEqual(mailsTo('ended@hanbit.example'), []);
  await assert.rejects(accept(token), expired);
});

test('B02 a copied link has no mail to wait for: its days begin at once', async () => {
  const contact_id = await insertContact(app.systemCtx());
  const { url } = await copyInvitationLink(admin, { contact_id });
  await pass(7 * day + minute);
  await assert.rejects(accept(new URL(url).searchParams.get('token')!), expired);
});

test('K02 a link to choose a new password is not sent once it is dead, however the mail came to wait', async () => {
  const email = 'forgot@hanbit.example';
  const id = await insertContact(app.systemCtx(), { email });
  await activateContact(app.systemCtx(), id);
  await switchMail(admin, { is_on: false });
  await createPasswordReset(app.systemCtx(), { contact_id: id, to_address: email, language: 'en' });
  await pass(12 * 60 * minute + minute);
  const before = mailsTo(email).length;
  await switchMail(admin, { is_on: true });
  await pass(minute);
  assert.equal(mailsTo(email).length, before);
  const row = await inTransaction(admin, ({ db }) =>
    db
      .selectFrom('mail_message')
      .select(['state', 'last_error'])
      .where('contact_id', '=', id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );
  assert.deepEqual(row, { state: 'dropped', last_error: 'too_late' });
});

test('without a mail server the link in the outbox works, and says the days that it would have were it sent now', async () => {
  const desk = await startApp();
  try {
    const contact_id = await insertContact(desk.systemCtx());
    await inviteContact(await desk.ctxOfAdmin(), { contact_id });
    desk.clock.offset_ms += 60 * day;
    const [mail] = await inTransaction(desk.systemCtx(), ({ db }) =>
      db.selectFrom('mail_message').selectAll().where('contact_id', '=', contact_id).execute(),
    );
    const { written } = await findMail(await desk.ctxOfAdmin(), mail!.id);
    const until = new Date(desk.clock.now().getTime() + 7 * day);
    const date = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'Asia/Seoul' }).format(until);
    assert.ok(written!.text.replace(/\s+/g, ' ').includes(date), `the mail says ${date}`);
    const token = /token=([\w-]{43})/.exec(written!.text)![1]!;
    const stranger = {
      ...desk.ctxOfStranger(),
      origin: { request_id: 'test', ip: '198.51.100.1', user_agent: 'test' },
    };
    assert.equal((await openInvitation(stranger, token)).expires_at, null);
    await acceptInvitation(stranger, { token, password: contactPassword });
  } finally {
    await desk.stop();
  }
});
