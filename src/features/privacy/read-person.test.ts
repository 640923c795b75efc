import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { contactFields } from '#features/contacts/contact.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createSession } from '#features/sessions/create-session.ts';
import type { Field } from '#platform/fields/field.ts';
import { contactOf, importText } from '../../../test/import-list.ts';
import { activateContact } from '../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { datesOf } from './dates-of.ts';
import { readPerson } from './read-person.ts';
import { tellChanges } from './tell-changes.ts';
import { writePersonJson, writePersonPdf } from './write-person.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

async function insertSomebody(email: string): Promise<number> {
  const { admin, supervisor } = directory;
  await importText(directory, supervisor, `name,email,phone\nRuth King,${email},02-555-1234\nOther,other.${email},\n`);
  await importText(directory, supervisor, `name,email,phone\nRuth King,${email},02-555-9876\n`);
  const contact_id = (await contactOf(admin, email))!;
  await updateContact(admin, { id: contact_id, company: 'Hanbit', tags: 'vip' });
  await activateContact(admin, contact_id);
  return contact_id;
}

test('a person’s data has all that is held about him and no secret, and it is written down who took it away', async () => {
  const { supervisor } = directory;
  const contact_id = await insertSomebody('ruth@hanbit.example');
  const { name, bytes } = await writePersonJson(supervisor, { contact_id });
  assert.equal(name, 'Ruth King.json');
  const whole = JSON.parse(bytes);
  assert.equal(whole.record.phone, '02-555-9876');
  assert.deepEqual(
    whole.addresses.map(({ email, state }: { email: string; state: string }) => [email, state]),
    [['ruth@hanbit.example', 'verified']],
  );
  assert.equal(whole.companies[0].company, 'Hanbit');
  assert.equal(whole.sessions.length, 1);
  assert.equal(whole.invitations[0].email, 'ruth@hanbit.example');
  assert.equal(whole.mails.length, 1);
  assert.deepEqual(whole.import_rows[0].changes.phone, ['02-555-1234', '02-555-9876']);
  assert.ok(whole.timeline.some(({ changes }: { changes: object | null }) => changes && 'tags' in changes));
  assert.doesNotMatch(bytes, /hash|token|other\.ruth/);
  const { changes } = await listChanges(supervisor, { record: 'contact', record_id: contact_id, limit: 1 });
  assert.deepEqual([changes[0]!.act, changes[0]!.caller.kind], ['exported', 'agent']);
});

test('as a document it is told in words, in the reader’s language', async () => {
  const { supervisor } = directory;
  const contact_id = await insertSomebody('doc@hanbit.example');
  const { name, bytes } = await writePersonPdf(supervisor, { contact_id });
  assert.equal(name, 'Ruth King.pdf');
  assert.match(Buffer.from(bytes).toString('latin1'), /^%PDF-1\.7/);
});

test('states and companies in it are words, no codes', () => {
  const { supervisor: ctx } = directory;
  const dates = datesOf({ locale: 'en', time_zone: 'Asia/Seoul' });
  const ownFields: Field[] = [
    { name: 'vip', kind: 'checkbox', label: { en: 'VIP' } },
    { name: 'paid_on', kind: 'date', label: { en: 'Paid' } },
  ];
  const told = tellChanges(
    { ctx, dates, fields: [...contactFields, ...ownFields] },
    {
      phone: [null, '02-555-1234'],
      vip: [null, true],
      language: ['en', 'ko'],
      paid_on: [null, '2026-03-04'],
      portal_access: ['none', 'active'],
      locked_by: [null, 'contact_admin'],
      locked_until: [null, '2026-03-04T05:06:07.000Z'],
      companies: [null, ['Acme · primary · contact_admin · company']],
      merged_contact: [null, 'Ruth K.'],
      email: [null, null],
    },
  );
  assert.deepEqual(told.split('\n'), [
    'Work phone: – → 02-555-1234',
    'VIP: – → Yes',
    'Language: English → 한국어',
    'Paid: – → March 4, 2026',
    'Portal access: Not invited → Verified',
    'Locked by: no → a contact admin',
    'Locked until: no → March 4, 2026 at 2:06 PM',
    'Companies: – → Acme · Primary · Contact admin · All of the company',
    'Merged contact: Ruth K.',
    'E-mail: erased',
  ]);
});

test('F01 it is taken away by a supervisor of the account by POST alone', async () => {
  const { admin, agent, stranger } = directory;
  const { id: contact_id } = await createContact(admin, { name: 'Ruth', email: 'post@hanbit.example' });
  await assert.rejects(readPerson(agent, { contact_id }), { kind: 'forbidden' });
  await assert.rejects(readPerson(stranger, { contact_id }), { kind: 'not_found' });
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(admin, { agent_id, is_remembered: false });
  const path = `/contacts/${contact_id}/person.json`;
  const cookie = `__Host-agent_session=${token}`;
  assert.equal((await directory.ask(path, { cookie })).status, 404);
  const answer = await directory.ask(path, { cookie, method: 'POST' });
  assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8');
  assert.equal(JSON.parse(await answer.text()).record.name, 'Ruth');
});
