import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { listMail } from '#features/outbox/list-mail.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { JobContext } from '#platform/queue/job.ts';
import { activateContact, insertContact, insertManyContacts } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { startMailServer } from '../../../test/start-mail-server.ts';
import { cancelBulkAction } from './cancel-bulk-action.ts';
import { findBulkAction } from './find-bulk-action.ts';
import { inviteImported } from './invite-imported.ts';
import { listBulkActionRows } from './list-bulk-action-rows.ts';
import { listBulkActions } from './list-bulk-actions.ts';
import { previewInvitations } from './preview-invitations.ts';
import { runBulkAction } from './run-bulk-action.ts';
import { startBulkAction } from './start-bulk-action.ts';
import { takeBackInvitations } from './take-back-invitations.ts';
import { takeOverBulkActions } from './take-over-bulk-actions.ts';

const [everybody, minute] = [readContactFilter({}), 60_000];

let app: TestApp;
let system: Context;
let supervisor: Context;
before(async () => {
  app = await startApp({ accounts: 2 });
  system = app.systemCtx();
  supervisor = await app.ctxOfAgent('supervisor');
});
after(() => app.stop());

const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const invite = (ids: number[], ctx = supervisor) => startBulkAction(ctx, { act: 'invite', selection: { ids } });
const change = (id: number, values: Record<string, unknown>) =>
  inTransaction(system, ({ db }) => db.updateTable('contact').set(values).where('id', '=', id).execute());
const accessOf = async (id: number) =>
  inTransaction(system, async ({ db }) => {
    const row = await db.selectFrom('contact').select('portal_access').where('id', '=', id).executeTakeFirstOrThrow();
    return row.portal_access;
  });
const mailsTo = async (contact_id: number) => (await listMail(system, { contact_id })).mails.map(({ state }) => state);
const someContacts = (count: number) => insertManyContacts(system, count);
/** As a worker's job has it. */
const jobContext = (stopping = new AbortController().signal): JobContext => ({
  ...system,
  stopping,
  mail: { is_configured: false, send: async () => ({ outcome: 'unreachable', reason: 'no server' }), close() {} },
});
const wait = (ms: number) => {
  app.clock.offset_ms += ms;
};

test('a bulk invitation waits two minutes, then everybody who can be invited gets one mail', async () => {
  const [first, second] = (await someContacts(2)) as [number, number];
  const verified = await insertContact(system);
  await activateContact(system, verified);
  const { id, total_count } = await invite([first, second, verified]);
  assert.equal(total_count, 3);
  await app.worker.runDue();
  const waiting = await findBulkAction(supervisor, { id });
  assert.deepEqual([waiting.state, waiting.done_count, waiting.can_cancel], ['waiting', 0, true]);
  assert.equal(await accessOf(first), 'none');
  wait(2 * minute);
  await app.worker.runDue();
  const done = await findBulkAction(supervisor, { id });
  assert.deepEqual([done.state, done.done_count, done.skipped_count], ['done', 2, 1]);
  assert.equal(done.waiting_mail_count, 2);
  assert.equal(done.agent_name, (supervisor.caller as { name: string }).name);
  assert.deepEqual(await mailsTo(first), ['waiting']);
  const { rows } = await listBulkActionRows(supervisor, { id });
  assert.deepEqual(
    rows.map(({ contact_id, outcome, reason, invitation_state }) => [contact_id, outcome, reason, invitation_state]),
    [
      [first, 'done', null, 'queued'],
      [second, 'done', null, 'queued'],
      [verified, 'skipped', 'verified', null],
    ],
  );
  const { rows: skipped } = await listBulkActionRows(supervisor, { id, outcome: 'skipped' });
  assert.deepEqual(
    skipped.map(({ contact_id }) => contact_id),
    [verified],
  );
});

test('a single contact is invited at once', async () => {
  const [only] = (await someContacts(1)) as [number];
  const { id } = await invite([only]);
  await app.worker.runDue();
  assert.equal((await findBulkAction(supervisor, { id })).state, 'done');
});

test('the preview says how many, in which languages, one mail in full, and who is left out and why', async () => {
  const now = new Date();
  const korean = await insertContact(system, { name: '김하늘', email: 'haneul@preview.example', language: 'ko' });
  const korean2 = await insertContact(system, { language: 'ko' });
  const english = await insertContact(system);
  const blocked = await insertContact(system);
  const unreachable = await insertContact(system, { email: null });
  const deleted = await insertContact(system);
  await change(blocked, { blocked_at: now });
  await change(deleted, { deleted_at: now });
  const ids = [korean, korean2, english, blocked, unreachable, deleted];
  const preview = await previewInvitations(supervisor, { selection: { ids } });
  assert.equal(preview.total_count, 6);
  assert.equal(preview.mail_count, 3);
  assert.deepEqual(preview.languages, [
    { language: 'ko', count: 2 },
    { language: 'en', count: 1 },
  ]);
  assert.deepEqual(preview.left_out, [
    { reason: 'gone', count: 1 },
    { reason: 'blocked', count: 1 },
    { reason: 'no_address', count: 1 },
  ]);
  assert.equal(preview.is_mail_to_customers_on, false);
  assert.equal(preview.example?.subject, 'Acorn Support 1 고객 포털 초대');
  assert.match(preview.example!.text, /^김하늘 님/);
  assert.match(preview.example!.text, /haneul@preview\.example/);
  assert.deepEqual(await mailsTo(korean), []);
  assert.equal(await accessOf(korean), 'none');
});

test('all that match means exactly whom the list shows when it is started', async () => {
  const before = await insertContact(system, { name: 'Frozen Before' });
  const verified = await insertContact(system);
  await activateContact(system, verified);
  const selection = { filter: readContactFilter({ view: 'unverified' }) } as const;
  const preview = await previewInvitations(supervisor, { selection });
  const { id, total_count } = await startBulkAction(supervisor, { act: 'invite', selection });
  assert.equal(total_count, preview.total_count);
  const late = await insertContact(system, { name: 'Came Later' });
  wait(2 * minute);
  await app.worker.runDue();
  const { done_count, skipped_count } = await findBulkAction(supervisor, { id });
  assert.equal(done_count, preview.mail_count);
  assert.equal(skipped_count, preview.total_count - preview.mail_count);
  assert.equal(await accessOf(before), 'invited');
  assert.equal(await accessOf(verified), 'active');
  assert.equal(await accessOf(late), 'none');
});

test('cancelled within the two minutes it is as if it had never been', async () => {
  const ids = await someContacts(2);
  const { id } = await invite(ids);
  await cancelBulkAction(supervisor, { id });
  wait(3 * minute);
  await app.worker.runDue();
  const { state, done_count, can_cancel, cancelled_by } = await findBulkAction(supervisor, { id });
  assert.deepEqual([state, done_count, can_cancel], ['cancelled', 0, false]);
  assert.equal(cancelled_by, (supervisor.caller as { name: string }).name);
  assert.deepEqual(await mailsTo(ids[0]!), []);
  assert.equal(await accessOf(ids[0]!), 'none');
  await assert.rejects(cancelBulkAction(supervisor, { id }), fails('bulk_actions.nothing_to_cancel'));
});

test('cancelled later, mails that have not gone out never do and their links are taken back', async () => {
  const ids = await someContacts(3);
  const { id } = await invite(ids);
  wait(2 * minute);
  await app.worker.runDue();
  assert.equal((await findBulkAction(supervisor, { id })).can_cancel, true);
  await cancelBulkAction(supervisor, { id });
  assert.equal((await findBulkAction(supervisor, { id })).state, 'cancelled');
  for (const contact_id of ids) {
    assert.equal(await accessOf(contact_id), 'none');
    assert.deepEqual(await mailsTo(contact_id), ['cancelled']);
  }
  await takeBackInvitations(system, { bulk_action_id: id });
  const { rows } = await listBulkActionRows(supervisor, { id });
  assert.deepEqual([...new Set(rows.map(({ invitation_state }) => invitation_state))], ['cancelled']);
});

test('G11 a worker that was given up for dead adds nothing to what its successor does', async () => {
  const ids = await insertManyContacts(system, 2_500);
  const { id } = await invite(ids);
  wait(2 * minute);
  const stopping = new AbortController();
  stopping.abort();
  // Stops after its first chunk, as a process that is told to end.
  await runBulkAction(jobContext(stopping.signal), { bulk_action_id: id });
  assert.equal((await findBulkAction(supervisor, { id })).done_count, 1_000);
  await Promise.all([1, 2, 3].map(() => runBulkAction(jobContext(), { bulk_action_id: id })));
  await runBulkAction(jobContext(), { bulk_action_id: id });
  await app.worker.runDue();
  const { state, done_count } = await findBulkAction(supervisor, { id });
  assert.deepEqual([state, done_count], ['done', 2_500]);
  assert.deepEqual(await mailCounts(id), { mails: 2_500, contacts: 2_500, invitations: 2_500 });
});

test('G11 a chunk whose worker was killed is done once, by the one who takes over', async () => {
  const ids = await insertManyContacts(system, 1_500);
  const { id } = await invite(ids);
  wait(2 * minute);
  const stopping = new AbortController();
  stopping.abort();
  await runBulkAction(jobContext(stopping.signal), { bulk_action_id: id });
  // Killed while it held the lease: nobody else begins until that has run out.
  await inTransaction(system, ({ db, clock }) =>
    db
      .updateTable('bulk_action')
      .set({ lease_until: new Date(clock.now().getTime() + 15_000) })
      .where('id', '=', id)
      .execute(),
  );
  await takeOverBulkActions(jobContext());
  assert.equal((await findBulkAction(supervisor, { id })).done_count, 1_000);
  wait(16_000);
  await takeOverBulkActions(jobContext());
  assert.equal((await findBulkAction(supervisor, { id })).state, 'done');
  assert.deepEqual(await mailCounts(id), { mails: 1_500, contacts: 1_500, invitations: 1_500 });
});

test('G11 an import invites those it has added when asked, and nobody else', async () => {
  const added = await insertContact(system);
  const added2 = await insertContact(system);
  const other = await insertContact(system);
  for (const id of [added, added2]) await change(id, { created_by_import_id: 41 });
  assert.equal(await inviteImported(system, { import_id: 42 }), null);
  const started = await inviteImported(system, { import_id: 41 });
  assert.equal(started?.total_count, 2);
  wait(2 * minute);
  await app.worker.runDue();
  assert.deepEqual(
    [await accessOf(added), await accessOf(added2), await accessOf(other)],
    ['invited', 'invited', 'none'],
  );
});

test('mails of a bulk invitation reach the mail server once mail to customers is on', async () => {
  const server = await startMailServer();
  const desk = await startApp({ smtp_url: server.url });
  try {
    const ctx = desk.systemCtx();
    for (const n of [1, 2, 3]) await insertContact(ctx, { email: `bulk${n}@hanbit.example` });
    const { id } = await startBulkAction(ctx, { act: 'invite', selection: { filter: everybody } });
    desk.clock.offset_ms += 2 * minute;
    await desk.worker.runDue();
    assert.equal(server.mails.length, 0);
    const waiting = await findBulkAction(ctx, { id });
    assert.deepEqual([waiting.state, waiting.is_mail_to_customers_on, waiting.waiting_mail_count], ['done', false, 3]);
    await inTransaction(ctx, ({ db }) => db.updateTable('account').set({ is_mail_to_customers_on: true }).execute());
    await desk.worker.runDue();
    assert.deepEqual(server.mails.map(({ envelope_to }) => envelope_to[0]).sort(), [
      'bulk1@hanbit.example',
      'bulk2@hanbit.example',
      'bulk3@hanbit.example',
    ]);
    assert.equal((await findBulkAction(ctx, { id })).sent_mail_count, 3);
  } finally {
    await desk.stop();
    await server.stop();
  }
});

test('only supervisors and admins act on many', async () => {
  const agent = await app.ctxOfAgent('agent');
  const ids = await someContacts(2);
  const { id } = await invite(ids);
  await assert.rejects(invite(ids, agent), fails('platform.forbidden'));
  await assert.rejects(previewInvitations(agent, { selection: { ids } }), fails('platform.forbidden'));
  await assert.rejects(findBulkAction(agent, { id }), fails('platform.forbidden'));
  await assert.rejects(listBulkActionRows(agent, { id }), fails('platform.forbidden'));
  await assert.rejects(listBulkActions(agent), fails('platform.forbidden'));
  assert.equal((await listBulkActions(supervisor)).bulk_actions[0]!.id, id);
  await assert.rejects(cancelBulkAction(agent, { id }), fails('platform.forbidden'));
});

test('F01 another account’s contacts and bulk actions do not exist', async () => {
  const ids = await someContacts(2);
  const { id } = await invite(ids);
  const admin2 = await app.ctxOfAdmin(2);
  await assert.rejects(invite(ids, admin2), fails('bulk_actions.nobody'));
  const own = await insertContact(app.systemCtx(2));
  await assert.rejects(invite([own, ...ids], admin2), fails('bulk_actions.unknown_contact'));
  await assert.rejects(findBulkAction(admin2, { id }), fails('platform.not_found'));
  await assert.rejects(cancelBulkAction(admin2, { id }), fails('platform.not_found'));
  assert.deepEqual((await listBulkActionRows(admin2, { id })).rows, []);
  assert.deepEqual((await listBulkActions(admin2)).bulk_actions, []);
  assert.equal((await previewInvitations(admin2, { selection: { ids } })).total_count, 0);
});

test('nobody selected is refused with what to do', async () => {
  await assert.rejects(invite([]), fails('bulk_actions.nobody'));
});

async function mailCounts(bulk_action_id: number) {
  return inTransaction(system, async ({ db }) => {
    const { rows } = await db.client!.query(
      `select count(*) as mails, count(distinct contact_id) as contacts,
         (select count(*) from invitation where bulk_action_id = $1 and replaced_at is null) as invitations
       from mail_message where bulk_action_id = $1`,
      [bulk_action_id],
    );
    return rows[0];
  });
}
