import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { updateCustomField } from '#features/custom-fields/update-custom-field.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Failure } from '#platform/failure.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { contactFields, portalStateOf } from './contact.ts';
import { createContact } from './create-contact.ts';
import { findContact } from './find-contact.ts';
import { updateContact } from './update-contact.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
  const { admin } = directory;
  await createCustomField(admin, { record: 'contact', kind: 'text', label_en: 'Contract no.' });
  await createCustomField(admin, { record: 'contact', kind: 'checkbox', label_en: 'VIP' });
});
after(() => directory.stop());

const refusal = (code: string, more: object) => (failure: Failure) => {
  assert.equal(failure.code, code);
  assert.deepEqual({ field: failure.more.field, values: failure.more.values, existing: failure.more.existing }, more);
  return true;
};

test('a contact keeps what was typed, and the page finds it', async () => {
  const { id, ignored } = await createContact(directory.agent, {
    name: ' 김하늘 ',
    email: 'Haneul@X.example',
    other_emails: 'haneul@home.example; HANEUL@x.example',
    phone: '010-2077-9850',
    company: '㈜한빛',
    language: '한국어',
    tags: 'vip, 신규',
    custom_fields: { contract_no: 'C-1', vip: 'O' },
  });
  assert.deepEqual(ignored, []);
  const found = await findContact(directory.agent, { id });
  const { name, email, emails, phone, memberships, language, tags, custom_fields, portal_state, source } = found;
  assert.deepEqual(
    { name, email, phone, language, tags, custom_fields, portal_state, source },
    {
      name: '김하늘',
      email: 'haneul@x.example',
      phone: '010-2077-9850',
      language: 'ko',
      tags: ['vip', '신규'],
      custom_fields: { contract_no: 'C-1', vip: true },
      portal_state: 'none',
      source: 'agent',
    },
  );
  assert.deepEqual(
    emails.map((address) => [address.email, address.is_primary, address.state]),
    [
      ['haneul@x.example', true, 'unverified'],
      ['haneul@home.example', false, 'unverified'],
    ],
  );
  assert.deepEqual(
    memberships.map(({ company, is_primary, role }) => [company, is_primary, role]),
    [['㈜한빛', true, 'none']],
  );
});

test('a contact needs a name and something to tell him from others by', async () => {
  const { agent } = directory;
  await assert.rejects(createContact(agent, { name: '', email: 'x' }), (failure: Failure) => {
    const problems = failure.more.problems!.map(({ field, code }) => [field, code]);
    assert.deepEqual(problems, [
      ['name', 'platform.required'],
      ['email', 'fields.not_an_email'],
    ]);
    return true;
  });
  await assert.rejects(createContact(agent, { name: 'Ruth', tags: 'vip' }), { code: 'contacts.nothing_to_reach' });
  await createContact(agent, { name: 'Ruth', mobile: '내선 12' });
  const { id } = await createContact(agent, { name: 'Rita', other_emails: 'rita@x.example' });
  assert.equal((await findContact(agent, { id })).email, 'rita@x.example');
  await assert.rejects(updateContact(agent, { id, email: '', other_emails: '' }), {
    code: 'contacts.nothing_to_reach',
  });
  assert.equal((await findContact(agent, { id })).email, 'rita@x.example');
});

test('an address that is taken is refused with the name of the contact who has it', async () => {
  const { agent } = directory;
  const { id } = await createContact(agent, {
    name: 'First',
    email: 'taken@x.example',
    other_emails: 'second@x.example',
  });
  const told = { values: { email: 'taken@x.example', name: 'First' }, existing: { contact_id: id } };
  await assert.rejects(
    createContact(agent, { name: 'Other', email: 'TAKEN@x.example ' }),
    refusal('contacts.address_taken', { field: 'email', ...told }),
  );
  const other = { name: 'Other', email: 'free@x.example', other_emails: 'ｔａｋｅｎ@x.example' };
  await assert.rejects(
    createContact(agent, other),
    refusal('contacts.address_taken', { field: 'other_emails', ...told }),
  );
  const made = await createContact(agent, { ...other, other_emails: '' });
  await assert.rejects(updateContact(agent, { id: made.id, email: 'second@x.example' }), {
    code: 'contacts.address_taken',
  });
  assert.equal((await findContact(agent, { id: made.id })).email, 'free@x.example');
});

test("a deleted contact's address asks to restore him, and an agent's is nobody else's", async () => {
  const { agent } = directory;
  const { id } = await createContact(agent, { name: 'Gone', email: 'gone@x.example' });
  await inTransaction(agent, ({ db, clock }) =>
    db.updateTable('contact').set({ deleted_at: clock.now() }).where('id', '=', id).execute(),
  );
  const told = { values: { email: 'gone@x.example', name: 'Gone' }, existing: { contact_id: id } };
  await assert.rejects(
    createContact(agent, { name: 'New', email: 'gone@x.example' }),
    refusal('contacts.address_of_deleted', { field: 'email', ...told }),
  );
  assert.equal((await findContact(agent, { id })).portal_state, 'deleted');
  await assert.rejects(updateContact(agent, { id, name: 'Back' }), { code: 'contacts.is_deleted' });
  const email = 'adam@acorn.example';
  await assert.rejects(createContact(agent, { name: 'Sue', email }), { code: 'contacts.address_of_agent' });
});

test('of twenty who add one address at once, one gets it', async () => {
  const tries = Array.from({ length: 20 }, (_, n) =>
    createContact(directory.agent, {
      name: `Rush ${n}`,
      email: 'rush@x.example',
      other_emails: `rush${n % 3}@x.example`,
    }),
  );
  const outcomes = await Promise.allSettled(tries);
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') assert.equal(outcome.reason.code, 'contacts.address_taken');
  }
});

test('external ids and X names are unique', async () => {
  const { agent } = directory;
  await createContact(agent, { name: 'A', unique_external_id: 'E-1', twitter_id: '@a' });
  await assert.rejects(createContact(agent, { name: 'B', unique_external_id: 'E-1' }), {
    code: 'contacts.external_id_taken',
  });
  await assert.rejects(createContact(agent, { name: 'B', twitter_id: '@a' }), { code: 'contacts.twitter_id_taken' });
});

test('an update changes what is given and the timeline tells from what to what', async () => {
  const { agent } = directory;
  const { id } = await createContact(agent, {
    name: 'Ruth',
    email: 'ruth@x.example',
    job_title: 'Buyer',
    custom_fields: { vip: 'Y' },
  });
  await updateContact(agent, { id, job_title: ' CFO', tags: '', phone: '', custom_fields: { contract_no: 'C-9' } });
  await updateContact(agent, { id, job_title: 'CFO' });
  const found = await findContact(agent, { id });
  assert.deepEqual([found.job_title, found.custom_fields], ['CFO', { vip: true, contract_no: 'C-9' }]);
  const { changes } = await listChanges(agent, { record: 'contact', record_id: id });
  assert.deepEqual(
    changes.map(({ act, changes }) => [act, changes]),
    [
      ['updated', { job_title: ['Buyer', 'CFO'], contract_no: [null, 'C-9'] }],
      ['created', null],
    ],
  );
});

test('a choice that is no longer offered stays, and no other record takes it', async () => {
  const { agent, admin } = directory;
  const tier = { record: 'contact', kind: 'dropdown', label_en: 'Tier' } as const;
  const field = await createCustomField(admin, { ...tier, choices: 'Gold\nSilver' });
  const { id } = await createContact(agent, { name: 'Old', phone: '1', custom_fields: { tier: 'Gold' } });
  await updateCustomField(admin, { id: field.id, label_en: 'Tier', choices: 'Silver' });
  await updateContact(agent, { id, job_title: 'CEO', custom_fields: { tier: 'Gold' } });
  assert.equal((await findContact(agent, { id })).custom_fields.tier, 'Gold');
  await assert.rejects(createContact(agent, { name: 'New', phone: '1', custom_fields: { tier: 'Gold' } }), {
    code: 'platform.not_a_choice',
    more: {
      field: 'custom_fields.tier',
      values: { value: 'Gold' },
      problems: [{ field: 'custom_fields.tier', code: 'platform.not_a_choice', values: { value: 'Gold' } }],
    },
  });
});

test('another company in the form takes the place of the primary one only', async () => {
  const { agent } = directory;
  const { id } = await createContact(agent, { name: 'Mover', email: 'mover@x.example', company: 'Old Home' });
  const companies = async () => (await findContact(agent, { id })).memberships.map(({ company }) => company);
  await updateContact(agent, { id, company: 'old home' });
  assert.deepEqual(await companies(), ['Old Home']);
  await updateContact(agent, { id, company: 'New Home' });
  assert.deepEqual(await companies(), ['New Home']);
  await updateContact(agent, { id, company: '' });
  assert.deepEqual(await companies(), []);
});

test('F05 nothing but fields can be written, whatever else a form or a body carries', async () => {
  const { agent } = directory;
  const { rows } = await inTransaction(agent, ({ db }) =>
    sql<{ name: string }>`
      select distinct column_name as name from information_schema.columns
      where table_name in ('contact', 'contact_credential', 'contact_email', 'agent')`.execute(db),
  );
  const fields: string[] = ['custom_fields', ...contactFields.map(({ name }) => name)];
  const columns = rows.map(({ name }) => name).filter((name) => !fields.includes(name));
  const evil = Object.fromEntries([...columns, 'is_admin', 'memberships', 'constructor'].map((name) => [name, '1']));
  const nested = { ...evil, __proto__: { is_admin: true }, custom_fields: { ...evil, portal_access: 'active' } };
  const { id, ignored } = await createContact(agent, { name: 'Eve', email: 'eve@x.example', ...nested });
  for (const name of columns) assert.ok(ignored.includes(name) && ignored.includes(`custom_fields.${name}`), name);
  const made = await findContact(agent, { id });
  await updateContact(agent, { ...nested, id, role: 'admin', created_at: '2000-01-01' });
  const changed = await findContact(agent, { id });
  assert.deepEqual(changed, made);
  assert.deepEqual(
    [made.portal_access, made.activated_at, made.custom_fields, made.source],
    ['none', null, {}, 'agent'],
  );
});

test('N02 one name has one form, and a name of a thousand letters is refused with its limit', async () => {
  const { agent } = directory;
  const { id } = await createContact(agent, { name: '\u200b김하늘\u202e'.normalize('NFD'), email: 'n02@x.example' });
  assert.equal((await findContact(agent, { id })).name, '김하늘');
  for (const name of ['가', "O'Brien", 'Null', '👨‍👩‍👧‍👦']) {
    const made = await createContact(agent, { name, phone: '1' });
    assert.equal((await findContact(agent, { id: made.id })).name, name);
  }
  await assert.rejects(createContact(agent, { name: '가'.repeat(1000), phone: '1' }), { code: 'platform.too_long' });
  await assert.rejects(createContact(agent, { name: 'a\0b', phone: '1' }), { code: 'fields.has_nul' });
});

test('F01 another account finds and changes none of it, and may have the same address', async () => {
  const { agent, stranger } = directory;
  const { id } = await createContact(agent, { name: 'Ours', email: 'ours@x.example' });
  await assert.rejects(findContact(stranger, { id }), { kind: 'not_found' });
  await assert.rejects(updateContact(stranger, { id, name: 'Theirs' }), { kind: 'not_found' });
  const theirs = await createContact(stranger, { name: 'Theirs', email: 'ours@x.example' });
  assert.notEqual(theirs.id, id);
  assert.equal((await findContact(agent, { id })).name, 'Ours');
  const nobody = { ...agent, caller: { kind: 'stranger', account_id: agent.caller.account_id, locale: 'en' } } as const;
  await assert.rejects(createContact(nobody, { name: 'X', phone: '1' }), { kind: 'not_signed_in' });
  await assert.rejects(findContact(nobody, { id }), { kind: 'not_signed_in' });
});

test('what lies over portal access comes first, and a lock by failures ends by itself', () => {
  const now = new Date('2026-11-23T00:00:00Z');
  const active = {
    portal_access: 'active',
    locked_at: null,
    locked_until: null,
    deactivated_at: null,
    deleted_at: null,
  } as const;
  const locked = { ...active, locked_at: now, locked_until: new Date(now.getTime() + 1) };
  assert.equal(portalStateOf(active, now), 'active');
  assert.equal(portalStateOf(locked, now), 'locked');
  assert.equal(portalStateOf(locked, locked.locked_until), 'active');
  assert.equal(portalStateOf({ ...locked, locked_until: null }, new Date('2030-01-01')), 'locked');
  assert.equal(portalStateOf({ ...locked, deactivated_at: now }, now), 'deactivated');
  assert.equal(portalStateOf({ ...active, deactivated_at: now, deleted_at: now }, now), 'deleted');
});

test('a contact’s time zone is an IANA name, and nothing else', async () => {
  const { id } = await createContact(directory.agent, {
    name: 'Ruth',
    phone: '02-555-0100',
    time_zone: 'asia/seoul',
  });
  assert.equal((await findContact(directory.agent, { id })).time_zone, 'Asia/Seoul');
  await assert.rejects(
    updateContact(directory.agent, { id, time_zone: 'Seoul time' }),
    refusal('fields.not_a_time_zone', { field: 'time_zone', values: { value: 'Seoul time' }, existing: undefined }),
  );
});
