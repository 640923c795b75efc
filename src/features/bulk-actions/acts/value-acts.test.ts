import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { previewGiven } from '#features/bulk-actions/preview-given.ts';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { listChanges } from '#features/change-log/list-changes.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { deleteCustomField } from '#features/custom-fields/delete-custom-field.ts';
import { updateCustomField } from '#features/custom-fields/update-custom-field.ts';
import { deleteContacts } from '#features/invitations/delete-contacts.ts';
import { Failure } from '#platform/failure.ts';
import { bulkActsIn } from '../../../../test/bulk-acts.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import type { GivenInput } from './bulk-act.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const { add, contact, outcomes, done, undone, preview } = bulkActsIn(() => directory);

test('tags are added to those who lack them, found by search, and taken back without touching others', async () => {
  const [none, has, some, gone] = [await add(), await add({ tags: 'VIP' }), await add({ tags: 'trial' }), await add()];
  await deleteContacts(directory.supervisor, { contact_ids: [gone] });
  const ids = [none, has, some, gone];
  const told = await preview('add_tags', ids, { tags: 'vip' });
  assert.deepEqual([told.total_count, told.change_count], [4, 2]);
  assert.deepEqual(told.left_out.map(({ reason, count }) => [reason, count]).sort(), [
    ['deleted', 1],
    ['unchanged', 1],
  ]);
  assert.deepEqual(
    told.examples.map(({ id, changes }) => [id, changes]),
    [
      [none, { tags: [null, ['vip']] }],
      [some, { tags: [['trial'], ['trial', 'vip']] }],
    ],
  );
  const { id, results, found } = await done('add_tags', ids, { tags: 'vip' });
  assert.deepEqual(results, ['done', 'unchanged', 'done', 'deleted']);
  assert.deepEqual([found.state, found.done_count, found.skipped_count], ['done', 2, 2]);
  assert.deepEqual((await contact(has)).tags, ['VIP']);
  const search = await listContacts(directory.agent, readContactFilter({ search: 'vip' }));
  assert.deepEqual(search.rows.map((row) => row.id).sort(), [none, has, some].sort());
  const { changes } = await listChanges(directory.agent, { record: 'contact', record_id: none });
  assert.deepEqual(
    [changes[0]!.act, changes[0]!.changes, changes[0]!.bulk_action_id, changes[0]!.caller.kind],
    ['updated', { tags: [null, ['vip']] }, id, 'agent'],
  );
  await updateContact(directory.agent, { id: some, tags: 'trial, vip, later' });
  await updateContact(directory.agent, { id: none, tags: '' });
  const undo = await undone(id);
  assert.deepEqual(undo.results, ['changed_since', 'done']);
  assert.deepEqual((await contact(some)).tags, ['trial', 'later']);
  assert.deepEqual(
    (await listContacts(directory.agent, readContactFilter({ search: 'vip' }))).rows.map((row) => row.id),
    [has],
  );
});

test('tags are removed whatever their letter case, and come back', async () => {
  const [both, one] = [await add({ tags: 'VIP, trial' }), await add({ tags: 'trial' })];
  const { id, results } = await done('remove_tags', [both, one], { tags: 'vip, cloud' });
  assert.deepEqual(results, ['done', 'unchanged']);
  assert.deepEqual((await contact(both)).tags, ['trial']);
  assert.deepEqual((await undone(id)).results, ['done']);
  assert.deepEqual((await contact(both)).tags.toSorted(), ['VIP', 'trial'].toSorted());
});

test('nobody gets more tags than a form takes', async () => {
  const full = await add({ tags: Array.from({ length: 100 }, (_, n) => `t${n}`).join(',') });
  assert.deepEqual((await done('add_tags', [full], { tags: 'more' })).results, ['too_many_tags']);
});

test('a field is set, read as a form reads it, and goes back where nobody has changed it since', async () => {
  const [buyer, same, empty] = [await add({ job_title: 'Buyer' }), await add({ job_title: 'CFO' }), await add()];
  const given = { field: 'job_title', value: '  CFO ' };
  assert.deepEqual((await preview('set_field', [buyer, same, empty], given)).examples[0]!.changes, {
    job_title: ['Buyer', 'CFO'],
  });
  const { id, results } = await done('set_field', [buyer, same, empty], given);
  assert.deepEqual(results, ['done', 'unchanged', 'done']);
  await updateContact(directory.agent, { id: empty, job_title: 'CEO' });
  assert.deepEqual((await undone(id)).results, ['done', 'changed_since']);
  assert.equal((await contact(buyer)).job_title, 'Buyer');
  assert.equal((await contact(empty)).job_title, 'CEO');
});

test('a phone number is set with its E.164 form and found; clearing leaves nobody without anything to tell him by', async () => {
  const [reached, onlyPhone] = [await add({ phone: '02-555-0100' }), await add({ email: '', phone: '02-555-0100' })];
  const { id } = await done('set_field', [reached, onlyPhone], { field: 'phone', value: '02-777-0200' });
  assert.equal((await listContacts(directory.agent, readContactFilter({ search: '7770200' }))).rows.length, 2);
  const { results } = await done('set_field', [reached, onlyPhone], { field: 'phone', is_cleared: 'on' });
  assert.deepEqual(results, ['done', 'nothing_to_reach']);
  assert.deepEqual((await undone(id)).results, ['changed_since', 'done']);
  assert.equal((await contact(onlyPhone)).phone, '02-555-0100');
  assert.equal((await listContacts(directory.agent, readContactFilter({ search: '5550100' }))).rows.length, 1);
});

test('own fields of each kind are set and emptied, unless the field is gone by then', async () => {
  const ctx = directory.admin;
  const field = async (kind: 'number' | 'checkbox' | 'dropdown', label_en: string) =>
    (await createCustomField(ctx, { record: 'contact', kind, label_en, choices: 'Gold\nSilver' })).name;
  const [seats, vip, tier] = [
    await field('number', 'Seats'),
    await field('checkbox', 'Vip'),
    await field('dropdown', 'Tier'),
  ];
  const one = await add();
  const own = (name: string) => `custom_fields.${name}`;
  const set = (given: GivenInput) => done('set_field', [one], given);
  const { id } = await set({ field: own(seats), value: '1,200' });
  await set({ field: own(vip), 'value.asked': 'on' });
  await set({ field: own(tier), value: 'Gold' });
  assert.deepEqual((await contact(one)).custom_fields, { [seats]: 1200, [vip]: false, [tier]: 'Gold' });
  await set({ field: own(tier), is_cleared: 'on' });
  assert.deepEqual((await undone(id)).results, ['done']);
  assert.deepEqual((await contact(one)).custom_fields, { [vip]: false });
  await assert.rejects(set({ field: own(tier), value: 'Bronze' }), fails('platform.not_a_choice'));
  await assert.rejects(set({ field: own(tier), value: ' ' }), fails('platform.required'));
  for (const name of ['name', 'email', 'unique_external_id', 'portal_access', 'custom_fields.none']) {
    await assert.rejects(set({ field: name, value: 'x' }), fails('platform.required'), name);
  }
  const late = await startBulkAction(directory.supervisor, {
    act: 'set_field',
    selection: { ids: [one] },
    given: { field: own(tier), value: 'Gold' },
  });
  const { custom_field_id } = (
    await previewGiven(ctx, { act: 'set_field', selection: { ids: [one] }, given: {} })
  ).fields.find(({ name }) => name === own(tier))!;
  await deleteCustomField(ctx, { id: custom_field_id! });
  await directory.worker.runDue();
  assert.deepEqual((await outcomes(late.id)).results, ['field_gone']);
});

test('an act on all that match is not begun where more match by now than were looked at', async () => {
  const { supervisor } = directory;
  await add({ tags: 'growing' });
  const selection = { filter: readContactFilter({ where: ['tags:is:growing'] }) };
  const start = () => startBulkAction(supervisor, { act: 'block', selection, seen_count: 1 });
  await add({ tags: 'growing' });
  await assert.rejects(start(), fails('bulk_actions.more_than_seen'));
  const seen = await startBulkAction(supervisor, { act: 'block', selection, seen_count: 2 });
  assert.equal(seen.total_count, 2);
});

test('a field that allows no value twice by now is neither set nor put back: each contact is left out with the reason', async () => {
  const { admin, supervisor } = directory;
  const field = await createCustomField(admin, { record: 'contact', kind: 'text', label_en: 'Badge' });
  const own = `custom_fields.${field.name}`;
  const badge = (value: string) => ({ custom_fields: { [field.name]: value } });
  const [one, other] = [await add(badge('B-1')), await add(badge('B-1'))];
  const { id } = await done('set_field', [one], { field: own, value: 'B-2' });
  const late = await startBulkAction(supervisor, {
    act: 'set_field',
    selection: { ids: [one] },
    given: { field: own, value: 'B-1' },
  });
  await updateCustomField(admin, { id: field.id, label_en: 'Badge', is_unique: 'on' });
  await directory.worker.runDue();
  assert.deepEqual((await outcomes(late.id)).results, ['field_unique']);
  const { found, results } = await undone(id);
  assert.deepEqual([found.state, results], ['done', ['field_unique']]);
  assert.deepEqual((await contact(one)).custom_fields, { [field.name]: 'B-2' });
  assert.deepEqual((await contact(other)).custom_fields, { [field.name]: 'B-1' });
});
