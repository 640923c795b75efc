import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { deleteCustomField } from '#features/custom-fields/delete-custom-field.ts';
import { restoreCustomField } from '#features/custom-fields/restore-custom-field.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Failure } from '#platform/failure.ts';
import { insertContact } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { findProfile } from './find-profile.ts';
import { updateProfile } from './update-profile.ts';

const fields = [
  { kind: 'text', label_en: 'contract', is_shown_to_customers: 'on' },
  { kind: 'dropdown', label_en: 'tier', choices: 'Gold\nSilver', is_shown_to_customers: 'on' },
  { kind: 'number', label_en: 'score' },
  { kind: 'dropdown', label_en: 'branch', choices: 'Seoul\nBusan', is_required_for_customers: 'on' },
  { kind: 'date', label_en: 'birthday', is_editable_by_customers: 'on', is_required_for_agents: 'on' },
  { kind: 'checkbox', label_en: 'newsletter', is_editable_by_customers: 'on' },
  { kind: 'text', label_en: 'badge', is_editable_by_customers: 'on', is_unique: 'on' },
] as const;

let app: TestApp;
let admin: Context;
let birthday_id: number;
let id: number;
let customer: Context;
before(async () => {
  app = await startApp();
  admin = await app.ctxOfAdmin();
  for (const field of fields) {
    const made = await createCustomField(admin, { record: 'contact', ...field });
    if (made.name === 'birthday') birthday_id = made.id;
  }
  await createCustomField(admin, { record: 'company', kind: 'text', label_en: 'seats', is_shown_to_customers: 'on' });
});
beforeEach(async () => {
  id = await insertContact(admin, { name: '김하늘' });
  const caller = { kind: 'contact', account_id: 1, contact_id: id, locale: 'en', session_id: 1 } as const;
  customer = { ...app.ctxOfStranger(), caller };
});
after(() => app.stop());

const row = () =>
  inTransaction(admin, ({ db }) => db.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
const keep = (custom_fields: Record<string, string>) => updateContact(admin, { id, custom_fields });
const refusedIn =
  (...names: string[]) =>
  (failure: Failure) => {
    assert.deepEqual(
      failure.more.problems!.map(({ field }) => field),
      names,
    );
    return true;
  };

test('customers see the own fields that are switched so, and of those that they only read no choices', async () => {
  await keep({ contract: 'C-1', score: '7' });
  assert.deepEqual((await findProfile(customer)).own_fields, [
    { field: { name: 'contract', kind: 'text', label: { en: 'contract' } }, is_editable: false, value: 'C-1' },
    { field: { name: 'tier', kind: 'dropdown', label: { en: 'tier' } }, is_editable: false, value: null },
    ...[
      { name: 'branch', kind: 'dropdown', choices: ['Seoul', 'Busan'], is_required: true },
      { name: 'birthday', kind: 'date', choices: [], is_required: false },
      { name: 'newsletter', kind: 'checkbox', choices: [], is_required: false },
      { name: 'badge', kind: 'text', choices: [], is_required: false },
    ].map((field) => ({ field: { ...field, label: { en: field.name } }, is_editable: true, value: null })),
  ]);
  await deleteCustomField(admin, { id: birthday_id });
  const { own_fields } = await findProfile(customer);
  await restoreCustomField(admin, { id: birthday_id });
  assert.ok(!own_fields.some(({ field }) => field.name === 'birthday'));
});

test('what a customer edits is read as in every form and written down as his, beside what he does not see', async () => {
  await keep({ contract: 'C-1', score: '7' });
  const given = { branch: 'busan', birthday: '1990. 3. 5.', newsletter: 'Y' };
  await updateProfile(customer, { custom_fields: given });
  const after = { branch: 'Busan', birthday: '1990-03-05', newsletter: true };
  assert.deepEqual((await row()).custom_fields, { contract: 'C-1', score: 7, ...after });
  const logged = await inTransaction(admin, ({ db }) =>
    db
      .selectFrom('change_log')
      .select(['caller_kind', 'caller_id', 'changes'])
      .where('record', '=', 'contact')
      .where('record_id', '=', id)
      .orderBy('id', 'desc')
      .executeTakeFirst(),
  );
  const changes = { branch: [null, 'Busan'], birthday: [null, '1990-03-05'], newsletter: [null, true] };
  assert.deepEqual(logged, { caller_kind: 'contact', caller_id: id, changes });
  await updateProfile(customer, { custom_fields: { birthday: '' } });
  assert.equal((await findProfile(customer)).own_fields.find(({ field }) => field.name === 'birthday')!.value, null);
});

test('bad values are refused all at once, and what customers must fill in is asked for even where it is left out', async () => {
  const bad = { branch: 'Jeju', birthday: 'soon' };
  await assert.rejects(
    updateProfile(customer, { custom_fields: bad }),
    refusedIn('custom_fields.branch', 'custom_fields.birthday'),
  );
  const missing = refusedIn('custom_fields.branch');
  await assert.rejects(updateProfile(customer, { custom_fields: { branch: ' ' } }), missing);
  await assert.rejects(updateProfile(customer, { phone: '02-1234-5678' }), missing);
  await keep({ branch: 'Seoul' });
  await assert.rejects(updateProfile(customer, { custom_fields: { branch: '' } }), missing);
  await updateProfile(customer, { phone: '02-1234-5678' });
  assert.equal((await row()).phone, '02-1234-5678');
});

test('F05 an own field that customers may not edit, and what is no field at all, is not written', async () => {
  await keep({ contract: 'C-1', score: '7', branch: 'Seoul' });
  const before = await row();
  const forged = JSON.parse(
    '{"contract":"C-2","score":"99","tier":"Gold","seats":"5","phone":"1","constructor":"x","__proto__":"x"}',
  );
  await updateProfile(customer, { custom_fields: forged });
  await updateProfile(customer, { 'custom_fields.score': '99', score: '99', contract: { score: '99' } });
  await updateProfile(customer, { custom_fields: 'score=99' });
  assert.deepEqual(await row(), before);
});

test('a value that another contact has, or a deleted one, is refused without saying whose it is', async () => {
  await keep({ branch: 'Seoul' });
  const held = { branch: 'Busan', birthday: '1990-03-05', badge: 'B-1' };
  const { id: other } = await createContact(admin, { name: 'Lee Dasom', phone: '1', custom_fields: held });
  const refused = (failure: Failure) => {
    assert.deepEqual([failure.kind, failure.code], ['conflict', 'custom_fields.value_in_use']);
    assert.deepEqual(failure.more, { field: 'custom_fields.badge', values: { value: 'b-1' } });
    return true;
  };
  const given = { custom_fields: { badge: 'b-1' } };
  await assert.rejects(updateProfile(customer, given), refused);
  await inTransaction(admin, ({ db }) =>
    db.updateTable('contact').set({ deleted_at: new Date() }).where('id', '=', other).execute(),
  );
  await assert.rejects(updateProfile(customer, given), refused);
  await updateProfile(customer, { custom_fields: { badge: 'B-2' } });
});
