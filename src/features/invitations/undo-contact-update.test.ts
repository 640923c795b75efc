import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ListedChange, listChanges } from '#features/change-log/list-changes.ts';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { makeEmailPrimary } from '#features/contacts/addresses/make-email-primary.ts';
import { removeContactEmail } from '#features/contacts/addresses/remove-contact-email.ts';
import { restoreContactEmail } from '#features/contacts/addresses/restore-contact-email.ts';
import { retireContactEmail } from '#features/contacts/addresses/retire-contact-email.ts';
import { contactValues } from '#features/contacts/contact-values.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import { canUndoUpdate, undoContactUpdate } from '#features/contacts/undo-contact-update.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import type { Context } from '#platform/context.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { undoContactAct } from './undo-contact-act.ts';

let directory: TestDirectory;
let agent: Context;
before(async () => {
  directory = await startDirectory();
  agent = directory.agent;
  const { admin } = directory;
  await createCustomField(admin, { record: 'contact', kind: 'checkbox', label_en: 'VIP' });
  await createCustomField(admin, { record: 'contact', kind: 'date', label_en: 'Since' });
  await createCustomField(admin, { record: 'contact', kind: 'number', label_en: 'Seats' });
});
after(() => directory.stop());

let made = 0;
async function makeContact(): Promise<number> {
  const { id } = await createContact(agent, {
    name: '김하늘',
    email: `c${++made}@x.example`,
    phone: '02-555-1234',
    tags: 'vip, new',
    company: 'Hanbit',
    custom_fields: { vip: 'O', since: '2024-03-05', seats: '7' },
  });
  return id;
}

async function newest(id: number) {
  const { changes } = await listChanges(agent, { record: 'contact', record_id: id });
  return changes[0]!;
}
const undo = async (contact_id: number) =>
  undoContactAct(agent, { contact_id, change_id: (await newest(contact_id)).id! });

async function standing(id: number) {
  const contact = await findContact(agent, { id });
  const emails = contact.emails.map(({ email, state, is_primary }) => `${email} ${state} ${is_primary}`);
  return { ...contactValues(contact), ...contact.custom_fields, emails };
}

test('a change of fields of every kind goes back, and so does its undo', async () => {
  const id = await makeContact();
  const before = await standing(id);
  await updateContact(agent, {
    id,
    name: 'Ruth King',
    phone: '',
    tags: 'old',
    language: 'ko',
    company: 'Litware',
    custom_fields: { vip: 'X', since: '2025-01-01', seats: '' },
  });
  const after = await standing(id);
  await undo(id);
  assert.deepEqual(await standing(id), before);
  assert.equal((await newest(id)).act, 'undone');
  await undo(id);
  assert.deepEqual(await standing(id), after);
});

test('a field that was changed again since stays, the others go back; with none left the undo says so', async () => {
  const id = await makeContact();
  await updateContact(agent, { id, job_title: 'CFO', phone: '02-555-9999' });
  const { id: change_id } = await newest(id);
  await updateContact(agent, { id, phone: '02-555-0000' });
  await undoContactUpdate(agent, { contact_id: id, change_id: change_id! });
  const contact = await findContact(agent, { id });
  assert.deepEqual([contact.job_title, contact.phone], [null, '02-555-0000']);
  await assert.rejects(undoContactUpdate(agent, { contact_id: id, change_id: change_id! }), {
    code: 'contacts.changed_since',
  });
});

test('what was done to addresses and companies goes back', async () => {
  const id = await makeContact();
  const first = (await findContact(agent, { id })).email!;
  const second = `second${id}@x.example`;
  const steps = [
    () => addContactEmail(agent, { contact_id: id, email: second }),
    () => makeEmailPrimary(agent, { contact_id: id, email: second, former: 'keep' }),
    () => retireContactEmail(agent, { contact_id: id, email: first }),
    () => restoreContactEmail(agent, { contact_id: id, email: first }),
    () => removeContactEmail(agent, { contact_id: id, email: first }),
    () =>
      updateMemberships(agent, {
        contact_id: id,
        memberships: [{ company: 'Acme', is_primary: true, role: 'contact_admin', ticket_visibility: 'company' }],
      }),
  ];
  for (const [at, step] of steps.entries()) {
    const before = await standing(id);
    await step();
    const change = await newest(id);
    const contact = await findContact(agent, { id });
    assert.ok(canUndoUpdate(contact, change), `step ${at}: ${change.act}`);
    await undo(id);
    assert.deepEqual(await standing(id), before, `step ${at}`);
    await step();
  }
});

test('an undo of companies is offered until they change again, and no longer once it is done', async () => {
  const id = await makeContact();
  const become = async (company: string) => {
    const member = { company, is_primary: true, role: 'none', ticket_visibility: 'own' } as const;
    await updateMemberships(agent, { contact_id: id, memberships: [member] });
    return newest(id);
  };
  const isOffered = async (change: ListedChange) => canUndoUpdate(await findContact(agent, { id }), change);
  const first = await become('Offered');
  const second = await become('Offered Later');
  assert.deepEqual([await isOffered(first), await isOffered(second)], [false, true]);
  await undo(id);
  assert.deepEqual([await isOffered(first), await isOffered(second)], [true, false]);
  const typed = await become('OFFERED later');
  assert.deepEqual([await isOffered(typed), await isOffered(first)], [true, false]);
});

test('a former value that somebody else has by now is refused as it would be by hand', async () => {
  const id = await makeContact();
  await updateContact(agent, { id, unique_external_id: `x-${id}` });
  await updateContact(agent, { id, unique_external_id: '' });
  await createContact(agent, { name: 'Other', unique_external_id: `x-${id}` });
  await assert.rejects(undo(id), { code: 'contacts.external_id_taken' });
});

test('what can not be taken back is not offered and not found', async () => {
  const id = await makeContact();
  const change = await newest(id);
  assert.equal(canUndoUpdate(await findContact(agent, { id }), change), false);
  await assert.rejects(undo(id), { kind: 'not_found' });
  const other = await makeContact();
  await updateContact(agent, { id, job_title: 'CFO' });
  const { id: change_id } = await newest(id);
  await assert.rejects(undoContactUpdate(agent, { contact_id: other, change_id: change_id! }), { kind: 'not_found' });
  const foreign = undoContactUpdate(directory.stranger, { contact_id: id, change_id: change_id! });
  await assert.rejects(foreign, { kind: 'not_found' });
});

test('a timeline is narrowed to changes, to access or to mail', async () => {
  const id = await makeContact();
  await updateContact(agent, { id, job_title: 'CFO' });
  const listed = async (kind: 'changes' | 'access' | 'mail') =>
    (await listChanges(agent, { record: 'contact', record_id: id, kind })).changes.map(({ act }) => act);
  assert.deepEqual(await listed('changes'), ['updated', 'created']);
  assert.deepEqual([await listed('access'), await listed('mail')], [[], []]);
});
