import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findPace } from '#features/outbox/pace/find-pace.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { insertManyContacts } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { type MailServer, startMailServer } from '../../../test/start-mail-server.ts';
import { findBulkAction } from './find-bulk-action.ts';
import { pauseBulkAction } from './pause-bulk-action.ts';
import { previewInvitations } from './preview-invitations.ts';
import { resumeBulkAction } from './resume-bulk-action.ts';
import { startBulkAction } from './start-bulk-action.ts';

let app: TestApp;
let server: MailServer;
let admin: Context;
before(async () => {
  server = await startMailServer({ isCrowded: true });
  app = await startApp({ smtp_url: server.url });
  admin = await app.ctxOfAdmin();
  await switchMail(admin, { is_on: true });
});
after(async () => {
  await app.stop();
  await server.stop();
});

async function pass(minutes: number): Promise<void> {
  app.clock.offset_ms += minutes * 60_000;
  await app.worker.runDue();
}

async function sendTo(count: number): Promise<number> {
  const ids = await insertManyContacts(admin, count);
  return (await startBulkAction(admin, { act: 'invite', selection: { ids } })).id;
}

test('a bulk sending is paused before and amid its mails and goes on where it stopped, each mail once', async () => {
  const id = await sendTo(40);
  await pauseBulkAction(admin, { id });
  await pass(3);
  const held = await findBulkAction(admin, { id });
  assert.deepEqual([held.state, held.waiting_mail_count, held.finishes_at, server.mails.length], ['done', 40, null, 0]);
  assert.equal((await findPace(admin)).waiting_count, 0);
  await inTransaction(admin, ({ db }) => db.updateTable('account').set({ mail_per_hour: 600 }).execute());
  await resumeBulkAction(admin, { id });
  await pass(0);
  assert.equal(server.mails.length, 10);
  await pauseBulkAction(admin, { id });
  await pass(5);
  assert.equal(server.mails.length, 10);
  await resumeBulkAction(admin, { id });
  for (let minute = 0; minute < 4; minute++) await pass(1);
  assert.equal(server.mails.length, 40);
  assert.equal(new Set(server.mails.flatMap(({ envelope_to }) => envelope_to)).size, 40);
});

test('one sending that is paused holds no other back', async () => {
  server.mails.length = 0;
  await pass(61);
  const [first, second] = [await sendTo(5), await sendTo(5)];
  await pauseBulkAction(admin, { id: first });
  await pass(3);
  assert.equal(server.mails.length, 5);
  assert.equal((await findBulkAction(admin, { id: second })).sent_mail_count, 5);
  await resumeBulkAction(admin, { id: first });
  await pass(1);
  assert.equal(server.mails.length, 10);
});

test('the page and the preview say when the last mail goes out, what waits before it counted', async () => {
  await inTransaction(admin, ({ db }) => db.updateTable('account').set({ mail_per_hour: 60 }).execute());
  await pass(61);
  const now = app.clock.now().getTime();
  const id = await sendTo(30);
  const expected = (minutes: number, at: Date | null) =>
    assert.ok(Math.abs(at!.getTime() - now - minutes * 60_000) < 30_000, `${at} is not ${minutes} minutes away`);
  // Two minutes in which it can be called back, then one a minute.
  expected(32, (await findBulkAction(admin, { id })).finishes_at);
  await pass(3);
  const ids = await insertManyContacts(admin, 10);
  expected(3 + 29 + 2 + 10, (await previewInvitations(admin, { selection: { ids } })).finishes_at);
});

test('only a bulk sending with mail to hold can be paused, by who may send to many', async () => {
  await inTransaction(admin, ({ db }) => db.updateTable('account').set({ mail_per_hour: null }).execute());
  const id = await sendTo(2);
  await pass(3);
  const over = (error: unknown) => error instanceof Failure && error.code === 'bulk_actions.nothing_to_pause';
  await assert.rejects(pauseBulkAction(admin, { id }), over);
  const agent = await app.ctxOfAgent();
  const forbidden = (error: unknown) => error instanceof Failure && error.kind === 'forbidden';
  await assert.rejects(pauseBulkAction(agent, { id }), forbidden);
  await assert.rejects(resumeBulkAction(agent, { id }), forbidden);
  const unknown = (error: unknown) => error instanceof Failure && error.kind === 'not_found';
  await assert.rejects(pauseBulkAction(admin, { id: 9_999 }), unknown);
});
