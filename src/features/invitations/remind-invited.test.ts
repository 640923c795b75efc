import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { switchMail } from '#features/outbox/switch-mail.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, insertContact, insertManyContacts, linkToken } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { type MailServer, startMailServer } from '../../../test/start-mail-server.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { inviteContact } from './invite-contact.ts';
import { inviteContacts } from './invite-contacts.ts';
import { listInvitations } from './list-invitations.ts';
import { remindInvited } from './remind-invited.ts';

const day = 24 * 3_600_000;

let app: TestApp;
let server: MailServer;
let admin: Context;
before(async () => {
  server = await startMailServer({ onRecipient: (to) => (to.startsWith('nobody') ? [550, '5.1.1 none'] : undefined) });
  app = await startApp({ smtp_url: server.url });
  admin = await app.ctxOfAdmin();
  await switchMail(admin, { is_on: true });
});
after(async () => {
  await app.stop();
  await server.stop();
});
beforeEach(async () => {
  // Whoever was invited in the test before has been long ago.
  app.clock.offset_ms += 400 * day;
  await set({
    reminder_days: 3,
    reminders_count: 2,
    mail_per_hour: null,
    bulk_mail_from_hour: 0,
    bulk_mail_until_hour: 24,
  });
  server.mails.length = 0;
});

async function set(columns: Record<string, number | null>): Promise<void> {
  await inTransaction(admin, ({ db }) => db.updateTable('account').set(columns).execute());
}

async function invited(email: string): Promise<number> {
  const contact_id = await insertContact(admin, { email });
  await inviteContact(admin, { contact_id });
  await app.worker.runDue();
  return contact_id;
}

async function pass(days: number): Promise<void> {
  app.clock.offset_ms += days * day;
  await app.worker.runDue();
}

const mailsTo = (email: string) => server.mails.filter(({ envelope_to }) => envelope_to.includes(email));

test('who does not come in is reminded after the days of the setting, as often as it says, each time with a link that works', async () => {
  const contact_id = await invited('quiet@hanbit.example');
  const first = await linkToken(app.systemCtx(), contact_id);
  await pass(2.9);
  assert.equal(mailsTo('quiet@hanbit.example').length, 1);
  await pass(0.2);
  assert.equal(mailsTo('quiet@hanbit.example').length, 2);
  assert.match(mailsTo('quiet@hanbit.example')[1]!.subject!, /^Reminder: /);
  const [newest] = (await listInvitations(admin, { contact_id })).invitations;
  assert.deepEqual([newest!.state, newest!.reminder_number], ['sent', 1]);
  for (let n = 0; n < 5; n++) await pass(3.1);
  assert.equal(mailsTo('quiet@hanbit.example').length, 3);
  const last = /token=([\w-]{43})/.exec(mailsTo('quiet@hanbit.example')[2]!.text!)![1]!;
  assert.notEqual(last, first);
  assert.equal(last, await linkToken(app.systemCtx(), contact_id));
});

test('a link of a reminder lets in, and who is in is not reminded', async () => {
  const contact_id = await invited('late@hanbit.example');
  await pass(3.1);
  const visitor = { ...app.ctxOfStranger(), origin: { request_id: 'test', ip: '198.51.100.9', user_agent: 'test' } };
  const token = await linkToken(app.systemCtx(), contact_id);
  await acceptInvitation(visitor, { token, password: 'four muddy umbrellas' });
  await pass(3.1);
  assert.equal(mailsTo('late@hanbit.example').length, 2);
});

test('nobody is reminded whose mail came back, who is shut out, in, or was invited again, nor where reminders are off', async () => {
  await invited('nobody@hanbit.example');
  const locked = await invited('locked@hanbit.example');
  const now = app.clock.now();
  const shut = { locked_at: now, locked_by: 'agent' as const };
  await inTransaction(admin, ({ db }) => db.updateTable('contact').set(shut).where('id', '=', locked).execute());
  const again = await invited('again@hanbit.example');
  await activateContact(admin, await insertContact(admin, { email: 'in@hanbit.example' }));
  await app.worker.runDue();
  app.clock.offset_ms += 2 * day;
  await inviteContact(admin, { contact_id: again });
  await app.worker.runDue();
  server.mails.length = 0;
  await pass(1.5);
  assert.deepEqual(
    server.mails.map(({ envelope_to }) => envelope_to),
    [],
  );
  await set({ reminder_days: null });
  await pass(30);
  assert.equal(server.mails.length, 0);
});

test('who was invited long before reminders were switched on is left in peace', async () => {
  await set({ reminder_days: null });
  await invited('longago@hanbit.example');
  app.clock.offset_ms += 60 * day;
  await set({ reminder_days: 3 });
  await pass(0);
  assert.equal(mailsTo('longago@hanbit.example').length, 1);
});

test('two workers and an agent at once: never two invitations for one event', async () => {
  const contact_ids = await insertManyContacts(admin, 60);
  await inviteContacts(admin, { contact_ids });
  await app.worker.runDue();
  app.clock.offset_ms += 4 * day;
  server.mails.length = 0;
  const system = app.systemCtx();
  const resent = contact_ids.slice(0, 20).map((contact_id) => inviteContact(admin, { contact_id }));
  await Promise.all([remindInvited(system), remindInvited(system), ...resent]);
  await app.worker.runDue();
  const counts = new Map<string, number>();
  for (const { envelope_to } of server.mails) for (const to of envelope_to) counts.set(to, (counts.get(to) ?? 0) + 1);
  assert.equal(counts.size, 60);
  for (const { contact_id, state } of (await listInvitations(admin)).invitations.filter((one) =>
    contact_ids.includes(one.contact_id),
  ))
    assert.equal(state, 'sent', String(contact_id));
  // Who was invited by hand at that moment got that mail, and at most the reminder that had gone before it.
  assert.ok([...counts.values()].every((count) => count <= 2));
  assert.equal([...counts.values()].filter((count) => count === 1).length >= 40, true);
});

test('reminders keep to the sending hours and are made only as far as they go out soon', async () => {
  const contact_ids = await insertManyContacts(admin, 100);
  await inviteContacts(admin, { contact_ids });
  await app.worker.runDue();
  app.clock.offset_ms += 4 * day;
  server.mails.length = 0;
  await set({ mail_per_hour: 60 });
  await remindInvited(app.systemCtx());
  const { invitations } = await listInvitations(admin, { state: 'queued' });
  assert.equal(invitations.length, 10);
  await remindInvited(app.systemCtx());
  assert.equal((await listInvitations(admin, { state: 'queued' })).invitations.length, 10);
  const hour = Number(
    new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: 'Asia/Seoul' }).format(
      app.clock.now(),
    ),
  );
  await set({ mail_per_hour: null, bulk_mail_from_hour: (hour + 2) % 24, bulk_mail_until_hour: (hour + 4) % 24 });
  await remindInvited(app.systemCtx());
  assert.equal((await listInvitations(admin, { state: 'queued' })).invitations.length, 10);
});
