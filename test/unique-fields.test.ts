import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import type { CustomField } from '#features/custom-fields/custom-field.ts';
import { deleteCustomField } from '#features/custom-fields/delete-custom-field.ts';
import { findCustomField } from '#features/custom-fields/find-custom-field.ts';
import { restoreCustomField } from '#features/custom-fields/restore-custom-field.ts';
import { updateCustomField } from '#features/custom-fields/update-custom-field.ts';
import { mergeContacts } from '#features/duplicates/merge-contacts.ts';
import { unmergeContacts } from '#features/duplicates/unmerge-contacts.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Failure } from '#platform/failure.ts';
import { applyList, makeOwnFields } from './apply-list.ts';
import { insertAccount, platformContext } from './platform-context.ts';
import { startDatabase } from './start-database.ts';
import { startDirectory, type TestDirectory } from './start-directory.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

let made = 0;
async function makeField(given: Record<string, string> = {}, record: 'contact' | 'company' = 'contact') {
  const kind = 'text' as const;
  return createCustomField(directory.admin, { record, kind, label_en: `Badge ${++made}`, is_unique: 'on', ...given });
}

const contactWith = async ({ name: field }: CustomField, value: string, name = 'Kim Haneul') =>
  (await createContact(directory.agent, { name, phone: '1', custom_fields: { [field]: value } })).id;

test('a value of a unique field that somebody has is refused, and names him', async () => {
  const { agent } = directory;
  const field = await makeField();
  const first = await contactWith(field, 'B-1');
  await assert.rejects(contactWith(field, ' ｂ-1 ', 'Lee Dasom'), {
    kind: 'conflict',
    code: 'custom_fields.value_taken',
    more: {
      field: `custom_fields.${field.name}`,
      values: { value: 'ｂ-1', name: 'Kim Haneul' },
      existing: { contact_id: first },
    },
  });
  const other = await contactWith(field, 'B-2', 'Lee Dasom');
  const custom_fields = { [field.name]: 'b-1' };
  await assert.rejects(updateContact(agent, { id: other, custom_fields }), { code: 'custom_fields.value_taken' });
  await updateContact(agent, { id: first, custom_fields });
  await inTransaction(agent, ({ db }) =>
    db.updateTable('contact').set({ deleted_at: new Date() }).where('id', '=', first).execute(),
  );
  await assert.rejects(updateContact(agent, { id: other, custom_fields }), { code: 'custom_fields.value_of_deleted' });
});

test('of two unique fields the one that is taken is named, not the own value of the other', async () => {
  const [one, two] = [await makeField(), await makeField()];
  await contactWith(two, 'taken');
  const id = await contactWith(one, 'mine');
  const custom_fields = { [one.name]: 'mine', [two.name]: 'Taken' };
  await assert.rejects(updateContact(directory.agent, { id, custom_fields }), (failure: Failure) => {
    assert.deepEqual([failure.code, failure.more.field], ['custom_fields.value_taken', `custom_fields.${two.name}`]);
    return true;
  });
});

test('companies have unique fields of their own', async () => {
  const { agent } = directory;
  const field = await makeField({}, 'company');
  const custom_fields = { [field.name]: '110-81-12345' };
  const { id } = await createCompany(agent, { name: 'Hanbit', custom_fields });
  await assert.rejects(createCompany(agent, { name: 'Saebyeok', custom_fields }), {
    code: 'custom_fields.value_taken',
    more: {
      field: `custom_fields.${field.name}`,
      values: { value: '110-81-12345', name: 'Hanbit' },
      existing: { company_id: id },
    },
  });
  const { id: other } = await createCompany(agent, { name: 'Saebyeok' });
  await assert.rejects(updateCompany(agent, { id: other, custom_fields }), { code: 'custom_fields.value_taken' });
});

test('a field is made unique only where no two have the same value, and no longer so at any time', async () => {
  const { admin } = directory;
  const field = await makeField({ is_unique: '' });
  const [one, other] = [await contactWith(field, 'same'), await contactWith(field, 'SAME', 'Lee Dasom')];
  const { id } = field;
  const label_en = 'Badge';
  await assert.rejects(updateCustomField(admin, { id, label_en, is_unique: 'on' }), {
    kind: 'conflict',
    code: 'custom_fields.value_repeated',
    more: {
      field: 'is_unique',
      values: { value: 'same', name: 'Kim Haneul', other_name: 'Lee Dasom' },
      existing: { contact_id: one, other_contact_id: other },
    },
  });
  await updateContact(admin, { id: other, custom_fields: { [field.name]: '' } });
  assert.equal((await updateCustomField(admin, { id, label_en, is_unique: 'on' })).is_unique, true);
  await assert.rejects(contactWith(field, 'same'), { code: 'custom_fields.value_taken' });
  assert.equal((await updateCustomField(admin, { id, label_en })).is_unique, false);
  await contactWith(field, 'same');
});

test('a deleted field refuses nothing, and comes back unique only where it still can be', async () => {
  const { admin } = directory;
  const [kept, lost] = [await makeField(), await makeField()];
  const write = (field: CustomField, value: string, name: string) =>
    inTransaction(admin, ({ db, caller, clock }) =>
      db
        .insertInto('contact')
        .values({
          ...{ account_id: caller.account_id, name, sort_key: name, source: 'agent' },
          ...{ custom_fields: JSON.stringify({ [field.name]: value }) },
          ...{ created_at: clock.now(), updated_at: clock.now() },
        })
        .execute(),
    );
  for (const field of [kept, lost]) {
    await write(field, 'x', 'one');
    await deleteCustomField(admin, { id: field.id });
    await write(field, field === kept ? 'y' : 'X', 'two');
  }
  assert.deepEqual(await restoreCustomField(admin, { id: kept.id }), { is_no_longer_unique: false });
  assert.deepEqual(await restoreCustomField(admin, { id: lost.id }), { is_no_longer_unique: true });
  assert.equal((await findCustomField(admin, { id: lost.id })).is_unique, false);
  await assert.rejects(contactWith(kept, 'x'), { code: 'custom_fields.value_taken' });
});

test('a paragraph, a box or a choice is never unique, and who may edit a field sees it', async () => {
  const field = await createCustomField(directory.admin, {
    record: 'contact',
    kind: 'checkbox',
    label_en: 'Agreed',
    is_unique: 'on',
    is_required_for_customers: 'on',
  });
  const { is_unique, is_required_for_customers, is_editable_by_customers, is_shown_to_customers } = field;
  assert.deepEqual(
    { is_unique, is_required_for_customers, is_editable_by_customers, is_shown_to_customers },
    {
      is_unique: false,
      is_required_for_customers: true,
      is_editable_by_customers: true,
      is_shown_to_customers: true,
    },
  );
});

test('an import refuses the rows that bring a value which another contact or an earlier row has', async () => {
  const database = await startDatabase();
  try {
    const ctx = platformContext(database, { account_id: await insertAccount(database) });
    await makeOwnFields(ctx, 'contact');
    const rules = { name: 'overwrite', email: 'overwrite', 'custom_fields.contract_no': 'overwrite' } as const;
    await applyList(ctx, [['Kim', 'kim@x.com', 'C-1']], { rules });
    const rows = [
      ['Lee', 'lee@x.com', 'c-1'],
      ['Park', 'park@x.com', 'C-2'],
      ['Choi', 'choi@x.com', 'Ｃ-2'],
      ['Kim', 'kim@x.com', 'C-3'],
      ['Jung', 'jung@x.com', 'C-1'],
    ];
    for (const phase of ['check', 'run'] as const) {
      const { counts, rows: told } = await applyList(ctx, rows, { rules, phase });
      assert.deepEqual(counts, { created: 2, updated: 1, unchanged: 0, refused: 2 });
      const refused = told.filter(({ outcome }) => outcome === 'refused');
      assert.deepEqual(
        refused.map(({ row_number, problems }) => [row_number, (problems as { code: string }[])[0]!.code]),
        [
          [1, 'imports.value_taken'],
          [3, 'imports.value_taken'],
        ],
      );
    }
  } finally {
    await database.drop();
  }
});

test('a switch that is turned on while somebody writes waits for him, and sees what he wrote', async () => {
  const { admin } = directory;
  const field = await makeField({ is_unique: '' });
  await contactWith(field, 'same');
  let turned: Promise<unknown> = Promise.resolve();
  await inTransaction(admin, async (ctx) => {
    await createContact(ctx, { name: 'Lee Dasom', phone: '2', custom_fields: { [field.name]: 'same' } });
    turned = updateCustomField(admin, { id: field.id, label_en: 'Badge', is_unique: 'on' });
    turned.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  await assert.rejects(turned, { code: 'custom_fields.value_repeated' });
});

test('whoever writes with the view of an earlier moment begins anew where the switch was turned meanwhile', async () => {
  const { admin } = directory;
  const writes = {
    update: (name: string, id: number) =>
      `update contact set custom_fields = custom_fields || jsonb_build_object('${name}', 'new') where id = ${id}`,
    insert: (name: string) =>
      `insert into contact (account_id, name, sort_key, source, custom_fields, created_at, updated_at)
       values (${admin.caller.account_id}, 'New', 'new', 'import', jsonb_build_object('${name}', 'same'), now(), now())`,
  };
  for (const write of Object.values(writes)) {
    const field = await makeField({ is_unique: '' });
    const holder = await contactWith(field, 'same');
    await inTransaction(admin, async ({ db }) => {
      await db.client!.query('rollback; begin isolation level repeatable read');
      await db.client!.query(`select set_config('maru.account_id', '${admin.caller.account_id}', true)`);
      // What it sees from here on is this moment.
      await db.client!.query('select from contact limit 1');
      await updateCustomField(admin, { id: field.id, label_en: 'Badge', is_unique: 'on' });
      await assert.rejects(db.client!.query(write(field.name, holder)), { code: '40001' });
    });
  }
});

test('a merge exchanges the values of a unique field, and its undo leaves one that a third contact has by now', async () => {
  const { supervisor } = directory;
  const field = await makeField();
  const [one, other] = [await contactWith(field, 'M-1'), await contactWith(field, 'M-2', 'Kim H.')];
  const choices = { fields: { [`custom_fields.${field.name}`]: 'other' as const } };
  const plain = { takes_stronger_memberships: false, keeps_own_states: false };
  const merge = () =>
    mergeContacts(supervisor, { survivor_id: one, other_id: other, choices: { ...plain, ...choices } });
  const valueIn = async (id: number) => (await findContact(supervisor, { id })).custom_fields[field.name] ?? null;
  await unmergeContacts(supervisor, await merge());
  assert.deepEqual([await valueIn(one), await valueIn(other)], ['M-1', 'M-2']);
  const merged = await merge();
  assert.equal(await valueIn(one), 'M-2');
  await updateContact(supervisor, { id: one, custom_fields: { [field.name]: 'M-3' } });
  await contactWith(field, 'm-2', 'Third');
  await unmergeContacts(supervisor, merged);
  assert.deepEqual([await valueIn(one), await valueIn(other)], ['M-3', null]);
});
