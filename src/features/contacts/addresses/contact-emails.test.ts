import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { addContactEmail } from './add-contact-email.ts';
import { makeEmailPrimary } from './make-email-primary.ts';
import { removeContactEmail } from './remove-contact-email.ts';
import { restoreContactEmail } from './restore-contact-email.ts';
import { retireContactEmail } from './retire-contact-email.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

let made = 0;
/** A contact with a primary and another address, `a1@x.example` and `b1@x.example`. */
async function contactWithTwo() {
  const n = ++made;
  const [a, b] = [`a${n}@x.example`, `b${n}@x.example`];
  const { id } = await createContact(directory.agent, { name: `Contact ${n}`, email: a, other_emails: b });
  return { id, a, b };
}

/** Addresses in order, the primary one first, with what is not as usual. */
async function addressesOf(id: number) {
  const { emails } = await findContact(directory.agent, { id });
  return emails.map(({ email, state }) => (state === 'unverified' ? email : `${email} ${state}`));
}

const verify = (email: string) =>
  inTransaction(directory.system, ({ db, clock }) =>
    db
      .updateTable('contact_email')
      .set({ state: 'verified', verified_at: clock.now() })
      .where('email', '=', email)
      .execute(),
  );

test('another address is made primary and the former one kept, retired or removed, as chosen', async () => {
  const { agent } = directory;
  const kept = await contactWithTwo();
  await makeEmailPrimary(agent, { contact_id: kept.id, email: kept.b, former: 'keep' });
  assert.deepEqual(await addressesOf(kept.id), [kept.b, kept.a]);
  const retired = await contactWithTwo();
  await makeEmailPrimary(agent, { contact_id: retired.id, email: retired.b, former: 'retire' });
  assert.deepEqual(await addressesOf(retired.id), [retired.b, `${retired.a} retired`]);
  const removed = await contactWithTwo();
  await makeEmailPrimary(agent, { contact_id: removed.id, email: removed.b, former: 'remove' });
  assert.deepEqual(await addressesOf(removed.id), [removed.b]);
  await createContact(agent, { name: 'Free again', email: removed.a });
  const { changes } = await listChanges(agent, { record: 'contact', record_id: removed.id });
  assert.deepEqual([changes[0]!.act, changes[0]!.changes!.email], ['email_made_primary', [removed.a, removed.b]]);
});

test('a retired address still is his, and comes back unverified when it is given again', async () => {
  const { agent } = directory;
  const { id, a, b } = await contactWithTwo();
  await makeEmailPrimary(agent, { contact_id: id, email: b, former: 'retire' });
  await assert.rejects(createContact(agent, { name: 'Thief', email: a }), { code: 'contacts.address_taken' });
  await updateContact(agent, { id, other_emails: '' });
  assert.deepEqual(await addressesOf(id), [b, `${a} retired`]);
  await addContactEmail(agent, { contact_id: id, email: a });
  assert.deepEqual(await addressesOf(id), [b, a]);
});

test('an address is added and removed, but never the primary one', async () => {
  const { agent } = directory;
  const { id, a, b } = await contactWithTwo();
  await addContactEmail(agent, { contact_id: id, email: `New${id}@X.example` });
  await addContactEmail(agent, { contact_id: id, email: `new${id}@x.example` });
  await removeContactEmail(agent, { contact_id: id, email: b });
  assert.deepEqual(await addressesOf(id), [a, `new${id}@x.example`]);
  await assert.rejects(removeContactEmail(agent, { contact_id: id, email: a }), { code: 'contacts.primary_address' });
  await assert.rejects(removeContactEmail(agent, { contact_id: id, email: b }), { kind: 'not_found' });
  await assert.rejects(addContactEmail(agent, { contact_id: id, email: 'nonsense' }), { code: 'fields.not_an_email' });
  const { changes } = await listChanges(agent, { record: 'contact', record_id: id });
  assert.deepEqual(
    changes.map(({ act }) => act),
    ['email_removed', 'email_added', 'created'],
  );
});

test('another e-mail in the form replaces an unverified primary address and leaves a verified one beside it', async () => {
  const { agent } = directory;
  const first = await contactWithTwo();
  await updateContact(agent, { id: first.id, email: `c${first.id}@x.example` });
  assert.deepEqual(await addressesOf(first.id), [`c${first.id}@x.example`, first.b]);
  const second = await contactWithTwo();
  await verify(second.a);
  await updateContact(agent, { id: second.id, email: `c${second.id}@x.example`, other_emails: '' });
  assert.deepEqual(await addressesOf(second.id), [`c${second.id}@x.example`, `${second.a} verified`]);
  await updateContact(agent, { id: second.id, email: '' });
  assert.deepEqual(await addressesOf(second.id), [`${second.a} verified`]);
});

test('a contact without an address gets his first one as primary', async () => {
  const { id } = await createContact(directory.agent, { name: 'Phone only', phone: '02-555-1234' });
  await addContactEmail(directory.agent, { contact_id: id, email: 'first@x.example' });
  assert.equal((await findContact(directory.agent, { id })).email, 'first@x.example');
});

test("F01 another account can not touch a contact's addresses", async () => {
  const { stranger } = directory;
  const { id, a, b } = await contactWithTwo();
  await assert.rejects(addContactEmail(stranger, { contact_id: id, email: 'evil@x.example' }), { kind: 'not_found' });
  await assert.rejects(removeContactEmail(stranger, { contact_id: id, email: b }), { kind: 'not_found' });
  await assert.rejects(makeEmailPrimary(stranger, { contact_id: id, email: b, former: 'keep' }), { kind: 'not_found' });
  assert.deepEqual(await addressesOf(id), [a, b]);
});

test('an address is retired and taken back into use, unverified; the primary one never is', async () => {
  const { agent } = directory;
  const { id, a, b } = await contactWithTwo();
  await verify(b);
  await retireContactEmail(agent, { contact_id: id, email: b });
  await retireContactEmail(agent, { contact_id: id, email: b });
  assert.deepEqual(await addressesOf(id), [a, `${b} retired`]);
  await restoreContactEmail(agent, { contact_id: id, email: b });
  await restoreContactEmail(agent, { contact_id: id, email: b });
  assert.deepEqual(await addressesOf(id), [a, b]);
  const { changes } = await listChanges(agent, { record: 'contact', record_id: id });
  assert.deepEqual(
    changes.slice(0, 2).map(({ act, changes }) => [act, changes!.email]),
    [
      ['email_restored', [null, b]],
      ['email_retired', [b, null]],
    ],
  );
  await assert.rejects(retireContactEmail(agent, { contact_id: id, email: a }), { code: 'contacts.primary_address' });
  for (const act of [retireContactEmail, restoreContactEmail]) {
    await assert.rejects(act(agent, { contact_id: id, email: 'nobodys@x.example' }), { kind: 'not_found' });
    await assert.rejects(act(directory.stranger, { contact_id: id, email: b }), { kind: 'not_found' });
  }
});
