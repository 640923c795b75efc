import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cancelBulkAction } from '#features/bulk-actions/cancel-bulk-action.ts';
import { listBulkActs } from '#features/bulk-actions/list-bulk-acts.ts';
import { previewBulkAction } from '#features/bulk-actions/preview-bulk-action.ts';
import { previewGiven } from '#features/bulk-actions/preview-given.ts';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { undoBulkAction } from '#features/bulk-actions/undo-bulk-action.ts';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import { undoContactUpdate } from '#features/contacts/undo-contact-update.ts';
import { eraseContact } from '#features/privacy/erase-contact.ts';
import { Failure } from '#platform/failure.ts';
import { bulkActsIn } from '../../../../test/bulk-acts.ts';
import { activateContact, insertContact } from '../../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { type BulkActName, bulkActNames } from './all-acts.ts';
import type { GivenInput } from './bulk-act.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const { add, contact, outcomes, done, undone, preview } = bulkActsIn(() => directory);

test('contacts join a company that is there, as plain members, and leave it by undo unless they got a role since', async () => {
  const { agent } = directory;
  const { id: company_id } = await createCompany(agent, { name: 'Hanbit Labs' });
  const [free, other, admin] = [await add(), await add({ company: 'Litware' }), await add()];
  const ids = [free, other, admin];
  const { id, results } = await done('add_to_company', ids, { company: 'hanbit labs' });
  assert.deepEqual(results, ['done', 'done', 'done']);
  const told = async (one: number) =>
    (await contact(one)).memberships.map(({ company, is_primary }) => [company, is_primary]);
  assert.deepEqual(await told(free), [['Hanbit Labs', true]]);
  assert.deepEqual(await told(other), [
    ['Litware', true],
    ['Hanbit Labs', false],
  ]);
  assert.deepEqual((await done('add_to_company', ids, { company: 'Hanbit Labs' })).results, Array(3).fill('unchanged'));
  const { rows } = await listContacts(agent, readContactFilter({ company_id: String(company_id), search: 'hanbit' }));
  assert.equal(rows.length, 3);
  const role = {
    company: 'Hanbit Labs',
    role: 'contact_admin',
    ticket_visibility: 'company',
    is_primary: true,
  } as const;
  await updateMemberships(agent, { contact_id: admin, memberships: [role] });
  assert.deepEqual((await undone(id)).results, ['done', 'done', 'changed_since']);
  assert.deepEqual(await told(free), []);
  assert.deepEqual(await told(other), [['Litware', true]]);
  await assert.rejects(done('add_to_company', ids, { company: 'Hanbti' }), fails('bulk_actions.unknown_company'));
});

test('contacts leave a company, the next one becomes primary, and undo gives role, sight and primary back', async () => {
  const { agent } = directory;
  const { id: beta } = await createCompany(agent, { name: 'Beta' });
  const [two, none] = [await add(), await add()];
  const memberships = [
    { company: 'Beta', role: 'contact_admin', ticket_visibility: 'company', is_primary: true },
    { company: 'Alpha', role: 'none', ticket_visibility: 'own', is_primary: false },
  ] as const;
  await updateMemberships(agent, { contact_id: two, memberships });
  const before = (await contact(two)).memberships;
  const { id, results } = await done('remove_from_company', [two, none], { company: 'Beta' });
  assert.deepEqual(results, ['done', 'unchanged']);
  assert.deepEqual(
    (await contact(two)).memberships.map(({ company, is_primary }) => [company, is_primary]),
    [['Alpha', true]],
  );
  assert.deepEqual((await undone(id)).results, ['done']);
  assert.deepEqual((await contact(two)).memberships, before);
  await done('remove_from_company', [two], { company: 'Beta' });
  const { changes } = await listChanges(agent, { record: 'contact', record_id: two });
  assert.deepEqual(Object.keys(changes[0]!.changes!), ['companies']);
  await updateCompany(agent, { id: beta, name: 'Beta and renamed' });
  await createCompany(agent, { name: 'Beta' });
  await undoContactUpdate(agent, { contact_id: two, change_id: changes[0]!.id! });
  assert.deepEqual((await contact(two)).memberships, [{ ...before[0], company: 'Beta and renamed' }, before[1]]);
});

test('deleted in bulk and undone, everybody is back with the access he had; restored, without', async () => {
  const ids = [await insertContact(directory.system), await insertContact(directory.system)];
  for (const id of ids) await activateContact(directory.system, id);
  const { id, results } = await done('delete', ids);
  assert.deepEqual(results, ['done', 'done']);
  assert.equal((await contact(ids[0]!)).portal_state, 'deleted');
  assert.deepEqual((await undone(id)).results, ['done', 'done']);
  assert.equal((await contact(ids[0]!)).portal_state, 'active');
  await done('delete', ids);
  const all = { filter: readContactFilter({ view: 'deleted' }) };
  const { change_count, examples } = await previewBulkAction(directory.supervisor, { act: 'restore', selection: all });
  assert.deepEqual([examples[0]!.portal_state, examples[0]!.next_portal_state], ['deleted', 'none']);
  assert.ok(change_count >= 2);
  const restored = await done('restore', ids);
  assert.equal((await contact(ids[0]!)).portal_state, 'none');
  assert.deepEqual((await undone(restored.id)).results, ['done', 'done']);
  assert.equal((await contact(ids[0]!)).portal_state, 'deleted');
});

test('whoever was erased since is not brought back, and the others are', async () => {
  const [erased, other] = [await add({ tags: 'kept' }), await add()];
  const tagged = await done('add_tags', [erased, other], { tags: 'vip' });
  const deleted = await done('delete', [erased, other]);
  await eraseContact(directory.admin, { contact_id: erased, mode: 'anonymise', is_confirmed: true });
  assert.deepEqual((await undone(deleted.id)).results, ['changed_since', 'done']);
  assert.equal((await undone(tagged.id)).results[1], 'done');
  assert.notEqual((await contact(erased)).deleted_at, null);
});

test('every act on the state is done and undone', async () => {
  const pairs = [
    ['lock', 'unlock'],
    ['deactivate', 'reactivate'],
    ['block', 'unblock'],
  ] as const;
  const id = await add();
  const state = async () => {
    const { locked_by, deactivated_at, blocked_at } = await contact(id);
    return [locked_by !== null, deactivated_at !== null, blocked_at !== null];
  };
  const free = await state();
  for (const [set, end] of pairs) {
    const first = await done(set, [id]);
    assert.deepEqual(first.results, ['done'], set);
    assert.deepEqual((await done(set, [id])).results, ['unchanged'], set);
    const second = await done(end, [id]);
    assert.deepEqual(await state(), free, end);
    assert.deepEqual((await undone(second.id)).results, ['done'], end);
    assert.deepEqual((await undone(first.id)).results, ['done'], set);
    assert.deepEqual(await state(), free, set);
  }
});

test('an act is undone once, and only what has been done', async () => {
  const { supervisor } = directory;
  const id = await add();
  const nothing = await done('unlock', [id]);
  await assert.rejects(undoBulkAction(supervisor, { id: nothing.id }), fails('bulk_actions.nothing_to_undo'));
  const tagged = await done('add_tags', [id], { tags: 'once' });
  assert.equal(tagged.found.can_undo, true);
  const undo = await undone(tagged.id);
  assert.equal((await outcomes(tagged.id)).found.undone_by_id, undo.id);
  await assert.rejects(undoBulkAction(supervisor, { id: tagged.id }), fails('bulk_actions.undone_already'));
  await assert.rejects(undoBulkAction(supervisor, { id: undo.id }), fails('bulk_actions.nothing_to_undo'));
  const invited = await done('invite', [id]);
  await assert.rejects(undoBulkAction(supervisor, { id: invited.id }), fails('bulk_actions.nothing_to_undo'));
  await assert.rejects(undoBulkAction(directory.agent, { id: tagged.id }), fails('platform.forbidden'));
});

test('what is stopped before it begins has done nothing', async () => {
  const id = await add();
  const started = await startBulkAction(directory.supervisor, {
    act: 'add_tags',
    selection: { ids: [id] },
    given: { tags: 'late' },
  });
  await cancelBulkAction(directory.supervisor, { id: started.id });
  await directory.worker.runDue();
  const { found } = await outcomes(started.id);
  assert.deepEqual([found.state, found.can_undo], ['cancelled', false]);
  assert.deepEqual((await contact(id)).tags, []);
});

test('the preview asks for what is missing and says what is wrong with what was given', async () => {
  const selection = { ids: [await add(), await add()] };
  const ask = (act: BulkActName, given: GivenInput) => previewGiven(directory.supervisor, { act, selection, given });
  const asked = await ask('add_tags', {});
  assert.deepEqual([asked.total_count, asked.preview, asked.failure], [2, null, null]);
  const refused = await ask('add_to_company', { company: 'Nowhere' });
  assert.equal(refused.failure?.problems[0]?.field, 'company');
  assert.equal((await ask('add_tags', { tags: 'a' })).preview?.change_count, 2);
  assert.equal((await ask('invite', {})).invitations?.mail_count, 2);
});

test('acts on many are for those with both rights', () => {
  assert.deepEqual(listBulkActs(directory.agent), []);
  assert.deepEqual(listBulkActs(directory.supervisor), bulkActNames);
});

test('F01 an act on ids of one’s own and of another account is refused whole, and undo is of one’s own only', async () => {
  const own = await add();
  const foreign = await insertContact(directory.systemCtx(2));
  const given = { tags: 'x', field: 'job_title', value: 'x', company: 'Litware' };
  for (const act of bulkActNames) {
    const mixed = startBulkAction(directory.supervisor, { act, selection: { ids: [own, foreign] }, given });
    await assert.rejects(mixed, fails('bulk_actions.unknown_contact'), act);
    if (act === 'invite') continue;
    assert.equal((await preview(act, [own, foreign], given)).total_count, 1, act);
  }
  const { id } = await done('add_tags', [own], { tags: 'mine' });
  await assert.rejects(undoBulkAction(directory.stranger, { id }), fails('platform.not_found'));
});
