import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cancelBulkAction } from '#features/bulk-actions/cancel-bulk-action.ts';
import { listBulkActionRows } from '#features/bulk-actions/list-bulk-action-rows.ts';
import { previewGiven } from '#features/bulk-actions/preview-given.ts';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { listChanges } from '#features/change-log/list-changes.ts';
import { actOnContact } from '#features/contacts/act-on-contact.ts';
import { deactivateContacts } from '#features/invitations/deactivate-contacts.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { findReset } from '#features/portal-access/find-reset.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { bulkActsIn } from '../../../../test/bulk-acts.ts';
import { activateContact, insertContact, linkToken } from '../../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const { contact, done, undone, outcomes, preview } = bulkActsIn(() => directory);
const minutes = (count: number) => {
  directory.clock.offset_ms += count * 60_000;
};

async function verified(given: Parameters<typeof insertContact>[1] = {}) {
  const id = await insertContact(directory.system, given);
  await activateContact(directory.system, id);
  return id;
}

async function mailsOf(bulk_action_id: number): Promise<string[]> {
  const rows = await inTransaction(directory.system, ({ db }) =>
    db
      .selectFrom('mail_message')
      .select(['kind', 'state'])
      .where('bulk_action_id', '=', bulk_action_id)
      .orderBy('id')
      .execute(),
  );
  return rows.map(({ kind, state }) => `${kind.split('.')[1]} ${state}`);
}

test('many get a link to a new password after two minutes, everybody else is left out with the reason', async () => {
  const { supervisor, system } = directory;
  const [ruth, haneul] = [await verified(), await verified({ name: '김하늘', language: 'ko' })];
  const never = await insertContact(system);
  const [locked, shut, unproved] = [await verified(), await verified(), await verified()];
  await actOnContact(supervisor, { contact_id: locked }, lockContacts);
  await actOnContact(supervisor, { contact_id: shut }, deactivateContacts);
  await inTransaction(system, ({ db }) =>
    db.updateTable('contact_email').set({ state: 'unverified' }).where('contact_id', '=', unproved).execute(),
  );
  const ids = [ruth, haneul, never, locked, shut, unproved];
  const { preview: seen } = await previewGiven(supervisor, { act: 'reset', selection: { ids }, given: {} });
  assert.equal(seen!.change_count, 2);
  assert.deepEqual(seen!.mails!.languages.map(({ language }) => language).sort(), ['en', 'ko']);
  assert.match(seen!.mails!.example!.text, /portal\/reset\?token=••••/);
  const { id } = await startBulkAction(supervisor, { act: 'reset', selection: { ids } });
  await directory.worker.runDue();
  assert.deepEqual(await mailsOf(id), []);
  minutes(3);
  await directory.worker.runDue();
  const { results } = await outcomes(id);
  assert.deepEqual(results, ['done', 'done', 'never_in', 'locked', 'deactivated', 'no_verified_address']);
  assert.equal((await mailsOf(id)).length, 2);
  const { rows } = await listBulkActionRows(supervisor, { id, outcome: 'done' });
  assert.deepEqual(
    rows.map(({ mail_state }) => mail_state),
    ['waiting', 'waiting'],
  );
  const open = await findReset(directory.ctxOfStranger(), await linkToken(system, ruth, 'password_reset'));
  assert.equal(open.contact_id, ruth);
  const { changes } = await listChanges(supervisor, { record: 'contact', record_id: ruth });
  assert.equal(changes[0]!.act, 'reset_sent');
});

test('a bulk reset that is called back in its two minutes has made no link', async () => {
  const { supervisor } = directory;
  const ids = [await verified(), await verified()];
  const { id } = await startBulkAction(supervisor, { act: 'reset', selection: { ids } });
  await cancelBulkAction(supervisor, { id });
  minutes(3);
  await directory.worker.runDue();
  assert.deepEqual((await outcomes(id)).results, [null, null]);
  assert.deepEqual(await mailsOf(id), []);
});

test('many are deactivated at once while the mails that tell them can be called back; undone, nobody hears of it', async () => {
  const { supervisor, system } = directory;
  const [first, second] = [await verified(), await verified()];
  const never = await insertContact(system);
  const ids = [first, second, never];
  const seen = await preview('deactivate', ids);
  assert.deepEqual([seen.change_count, seen.mails!.mail_count], [3, 2]);
  assert.match(seen.mails!.example!.subject, /switched off/);
  const { id, found } = await done('deactivate', ids);
  assert.equal((await contact(first)).portal_state, 'deactivated');
  assert.deepEqual([found.state, found.has_mail, found.can_cancel, found.can_undo], ['done', true, true, true]);
  assert.equal(found.waiting_mail_count, 2);
  await cancelBulkAction(supervisor, { id });
  assert.deepEqual(await mailsOf(id), ['access_deactivated cancelled', 'access_deactivated cancelled']);
  const after = (await outcomes(id)).found;
  assert.deepEqual([after.state, after.can_cancel, after.can_undo], ['done', false, true]);
  const again = await done('reactivate', ids);
  const undo = await undone(again.id);
  assert.deepEqual(undo.results, ['done', 'done', 'done']);
  assert.deepEqual(await mailsOf(again.id), ['access_reactivated cancelled', 'access_reactivated cancelled']);
  assert.deepEqual(await mailsOf(undo.id), []);
});

test('who is told late is told the truth: mails wait two minutes and then go out', async () => {
  const ids = [await verified(), await verified()];
  await inTransaction(directory.system, ({ db }) =>
    db.updateTable('account').set({ is_mail_to_customers_on: true }).execute(),
  );
  const { id } = await done('deactivate', ids);
  const due = await inTransaction(directory.system, ({ db }) =>
    db.selectFrom('mail_message').select(['send_after', 'created_at']).where('bulk_action_id', '=', id).execute(),
  );
  assert.deepEqual(
    due.map(({ send_after, created_at }) => send_after.getTime() - created_at.getTime()),
    [120_000, 120_000],
  );
});

test('whoever may not send resets to many does not', async () => {
  const id = await verified();
  await inviteContact(directory.agent, { contact_id: await insertContact(directory.system) });
  await assert.rejects(
    startBulkAction(directory.agent, { act: 'reset', selection: { ids: [id] } }),
    (error) => error instanceof Failure && error.code === 'platform.forbidden',
  );
});
