import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { countFieldValues } from './count-field-values.ts';
import { createCustomField } from './create-custom-field.ts';
import { deleteCustomField } from './delete-custom-field.ts';
import { findCustomField } from './find-custom-field.ts';
import { listCustomFields } from './list-custom-fields.ts';
import { listDeletedFields } from './list-deleted-fields.ts';
import { moveCustomField } from './move-custom-field.ts';
import { restoreCustomField } from './restore-custom-field.ts';
import { updateCustomField } from './update-custom-field.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const namesOf = (fields: { name: string }[]) => fields.map(({ name }) => name);

test('a field is named after its label, so that files and programs can name it', async () => {
  const { admin } = directory;
  const made: [Record<string, string>, string][] = [
    [{ label_en: 'Contract no.' }, 'contract_no'],
    [{ label_en: 'Contract No' }, 'contract_no_2'],
    [{ label_ko: '계약번호' }, 'field_1'],
    [{ label_ko: '3월 매출' }, 'field_2'],
    [{ label_ko: 'VIP 여부' }, 'vip'],
    [{ label_en: 'Phone' }, 'custom_phone'],
    [{ label_en: 'Portal access' }, 'custom_portal_access'],
    [{ label_en: 'Company' }, 'custom_company'],
    [{ label_en: 'Constructor' }, 'custom_constructor'],
    [{ label_en: '2nd line' }, 'field_2nd_line'],
    [{ label_en: 'Café' }, 'cafe'],
    [{ label_en: '__proto__' }, 'proto'],
    [{ label_en: 'x'.repeat(80) }, 'x'.repeat(50)],
  ];
  for (const [labels, name] of made) {
    const field = await createCustomField(admin, { record: 'contact', kind: 'text', ...labels });
    assert.equal(field.name, name);
  }
  const listed = await listCustomFields(directory.agent, { record: 'contact' });
  assert.deepEqual(
    namesOf(listed),
    made.map(([, name]) => name),
  );
  assert.deepEqual(await listCustomFields(directory.agent, { record: 'company' }), []);
});

test('two fields of one label made at the same moment are both made', async () => {
  const once = () => createCustomField(directory.admin, { record: 'company', kind: 'number', label_en: 'Seats' });
  assert.deepEqual(namesOf(await Promise.all([once(), once()])).sort(), ['seats', 'seats_2']);
});

test('a dropdown keeps its choices in order, each once', async () => {
  const field = await createCustomField(directory.admin, {
    record: 'company',
    kind: 'dropdown',
    label_ko: '등급',
    choices: ' Gold \r\nSilver\n\ngold',
    is_required_for_agents: 'on',
  });
  assert.deepEqual(field.choices, ['Gold', 'Silver']);
  assert.equal(field.is_required_for_agents, true);
  const changed = await updateCustomField(directory.admin, {
    id: field.id,
    label_ko: '회원 등급',
    choices: 'Silver\nBronze',
  });
  assert.deepEqual(
    [changed.name, changed.choices, changed.labels],
    [field.name, ['Silver', 'Bronze'], { ko: '회원 등급' }],
  );
});

test('a field without a label, a dropdown without choices and a kind that is none are refused', async () => {
  const make = (given: object) =>
    createCustomField(directory.admin, { record: 'contact', kind: 'dropdown', ...given } as never);
  await assert.rejects(make({ label_en: ' ' }), (failure: { more: { problems: { code: string }[] } }) => {
    assert.deepEqual(
      failure.more.problems.map(({ code }) => code),
      ['custom_fields.no_label', 'custom_fields.no_choices'],
    );
    return true;
  });
  await assert.rejects(make({ label_en: 'x', kind: 'email' }), { code: 'platform.not_a_choice' });
  await assert.rejects(make({ label_en: 'x', record: 'agent' }), { code: 'platform.not_a_choice' });
});

test('a deleted field is gone from lists, its name stays taken, and it can come back', async () => {
  const { admin } = directory;
  const field = await createCustomField(admin, { record: 'contact', kind: 'date', label_en: 'Birthday' });
  await deleteCustomField(admin, { id: field.id });
  await assert.rejects(findCustomField(admin, { id: field.id }), { kind: 'not_found' });
  await assert.rejects(deleteCustomField(admin, { id: field.id }), { kind: 'not_found' });
  const again = await createCustomField(admin, { record: 'contact', kind: 'text', label_en: 'Birthday' });
  assert.equal(again.name, 'birthday_2');
  await restoreCustomField(admin, { id: field.id });
  assert.deepEqual(await findCustomField(admin, { id: field.id }), field);
});

test('F01 only an admin of the account changes its fields, and nobody sees those of another', async () => {
  const { admin, supervisor, stranger } = directory;
  const field = await createCustomField(admin, { record: 'contact', kind: 'text', label_en: 'Ours' });
  const given = { record: 'contact', kind: 'text', label_en: 'x' } as const;
  await assert.rejects(createCustomField(supervisor, given), { kind: 'forbidden' });
  await assert.rejects(updateCustomField(supervisor, { id: field.id, label_en: 'x' }), { kind: 'forbidden' });
  await assert.rejects(deleteCustomField(supervisor, { id: field.id }), { kind: 'forbidden' });
  await assert.rejects(restoreCustomField(supervisor, { id: field.id }), { kind: 'forbidden' });
  await assert.rejects(findCustomField(stranger, { id: field.id }), { kind: 'not_found' });
  await assert.rejects(updateCustomField(stranger, { id: field.id, label_en: 'x' }), { kind: 'not_found' });
  await assert.rejects(deleteCustomField(stranger, { id: field.id }), { kind: 'not_found' });
  await assert.rejects(restoreCustomField(stranger, { id: field.id }), { kind: 'not_found' });
  assert.deepEqual(await listCustomFields(stranger, { record: 'contact' }), []);
});

test('fields stand in the order that an admin gives them, whoever moves others meanwhile', async () => {
  const { admin, supervisor } = directory;
  const before = await listCustomFields(admin, { record: 'company' });
  const make = (label_en: string) => createCustomField(admin, { record: 'company', kind: 'text', label_en });
  const [one, two, three] = [await make('One'), await make('Two'), await make('Three')];
  const names = async () => namesOf(await listCustomFields(admin, { record: 'company' })).slice(before.length);
  await moveCustomField(admin, { id: three.id, place: before.length + 1 });
  assert.deepEqual(await names(), ['three', 'one', 'two']);
  await moveCustomField(admin, { id: three.id, place: before.length + 2 });
  assert.deepEqual(await names(), ['one', 'three', 'two']);
  await moveCustomField(admin, { id: one.id, place: 1_000 });
  assert.deepEqual(await names(), ['three', 'two', 'one']);
  const ids = [one.id, two.id, three.id];
  await Promise.all(ids.map((id, at) => moveCustomField(admin, { id, place: before.length + 1 + at })));
  assert.deepEqual((await names()).toSorted(), ['one', 'three', 'two']);
  await assert.rejects(moveCustomField(supervisor, { id: one.id, place: 1 }), { kind: 'forbidden' });
  await assert.rejects(moveCustomField(directory.stranger, { id: one.id, place: 1 }), { kind: 'not_found' });
});

test('before a field is deleted one is told how many hold a value, and finds it among the deleted ones afterwards', async () => {
  const { admin, agent, stranger } = directory;
  for (const kind of ['text', 'paragraph'] as const) {
    const field = await createCustomField(admin, { record: 'contact', kind, label_en: `Counted ${kind}` });
    assert.equal(await countFieldValues(admin, field), 0);
    const custom_fields = { [field.name]: 'x' };
    const { id } = await createContact(agent, { name: 'Kim', phone: '1', custom_fields });
    await createContact(agent, { name: 'Lee', phone: '1', custom_fields });
    await updateContact(agent, { id, custom_fields: { [field.name]: '' } });
    assert.equal(await countFieldValues(admin, field), 1);
    await deleteCustomField(admin, { id: field.id });
    const [latest] = await listDeletedFields(admin);
    assert.equal(latest?.id, field.id);
    assert.equal(
      (await listDeletedFields(stranger)).some(({ id }) => id === field.id),
      false,
    );
  }
  await assert.rejects(listDeletedFields(agent), { kind: 'forbidden' });
});
