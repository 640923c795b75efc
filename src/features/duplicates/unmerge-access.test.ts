import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findContact } from '#features/contacts/find-contact.ts';
import { acceptEmailChange } from '#features/portal-access/email-change/accept-email-change.ts';
import { sendEmailChange } from '#features/portal-access/email-change/send-email-change.ts';
import { resetPassword } from '#features/portal-access/reset-password.ts';
import { sendPasswordReset } from '#features/portal-access/send-password-reset.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, contactPassword, insertContact, linkToken } from '../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { mergeContacts } from './merge-contacts.ts';
import { unmergeContacts } from './unmerge-contacts.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const chosenSince = 'another quiet harbour';

let made = 0;
async function person({ isActive = true } = {}) {
  const email = `split${++made}@hanbit.example`;
  const id = await insertContact(directory.system, { email });
  if (isActive) await activateContact(directory.system, id);
  return { id, email };
}

async function merged(survivor_id: number, other_id: number): Promise<{ merge_id: number }> {
  const choices = { fields: {}, takes_stronger_memberships: false, keeps_own_states: false };
  return mergeContacts(directory.supervisor, { survivor_id, other_id, choices });
}

const canSignIn = (email: string, password: string) =>
  signIn(directory.ctxOfStranger(), { email, password, is_remembered: false, device: null }).then(
    () => true,
    () => false,
  );

async function choosePassword(contact_id: number): Promise<string> {
  await sendPasswordReset(directory.agent, { contact_id });
  const token = await linkToken(directory.system, contact_id, 'password_reset');
  return (await resetPassword(directory.ctxOfStranger(), { token, password: chosenSince })).token;
}

/** Asks for another address as whoever has the session and gives what the mail to it carries. */
async function askFor(contact_id: number, email: string, session: string): Promise<string> {
  const caller = await findCallerOfRequest(directory.ctxOfStranger(), { side: 'portal', token: session });
  await sendEmailChange({ ...directory.system, caller }, { email, password: chosenSince });
  const { id } = await inTransaction(directory.system, ({ db }) =>
    db
      .selectFrom('email_change')
      .select('id')
      .where('contact_id', '=', contact_id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return directory.system.tokens.make({ purpose: 'email_change', id, generation: 1 });
}

const accept = (token: string) => acceptEmailChange(directory.ctxOfStranger(), { token });
const addressesOf = async (id: number) =>
  (await findContact(directory.agent, { id })).emails.map(({ email, state }) => `${email} ${state}`);

test('N04 a password chosen while two were one opens neither of them once they are two again', async () => {
  const [one, other] = [await person(), await person()];
  const merge = await merged(one.id, other.id);
  await choosePassword(one.id);
  assert.ok(await canSignIn(one.email, chosenSince));
  await unmergeContacts(directory.supervisor, merge);
  for (const { email } of [one, other]) assert.equal(await canSignIn(email, chosenSince), false);
  assert.equal(await canSignIn(one.email, contactPassword), false);
  assert.ok(await canSignIn(other.email, contactPassword), 'his own was put aside by the merge and is his again');
  await choosePassword(one.id);
  assert.ok(await canSignIn(one.email, chosenSince), 'by a link to his own address he comes in again');
});

test('N04 who could not sign in before a merge can not by a password that the other one chose meanwhile', async () => {
  const [one, other] = [await person({ isActive: false }), await person()];
  const merge = await merged(one.id, other.id);
  await choosePassword(one.id);
  await unmergeContacts(directory.supervisor, merge);
  assert.equal((await findContact(directory.agent, { id: one.id })).portal_access, 'none');
  assert.equal((await findContact(directory.agent, { id: other.id })).portal_access, 'active');
  const kept = await inTransaction(directory.system, ({ db }) =>
    db.selectFrom('contact_credential').select('contact_id').where('contact_id', 'in', [one.id, other.id]).execute(),
  );
  assert.deepEqual(kept, []);
  await choosePassword(other.id);
  assert.ok(await canSignIn(other.email, chosenSince));
});

test('N04 who has no proved address left after an undo needs an invitation', async () => {
  const [one, other] = [await person({ isActive: false }), await person({ isActive: false })];
  const merge = await mergeContacts(directory.supervisor, {
    survivor_id: one.id,
    other_id: other.id,
    choices: { fields: { email: 'other' }, takes_stronger_memberships: false, keeps_own_states: false },
  });
  await activateContact(directory.system, one.id);
  assert.ok(await canSignIn(other.email, contactPassword));
  await unmergeContacts(directory.supervisor, merge);
  assert.equal((await findContact(directory.agent, { id: one.id })).portal_access, 'none');
  assert.deepEqual(await addressesOf(other.id), [`${other.email} verified`]);
});

test('N04 B07 the undo of a merge takes back addresses brought in since, and ends the links that are open', async () => {
  const [one, other] = [await person(), await person()];
  const merge = await merged(one.id, other.id);
  const session = await choosePassword(one.id);
  const confirmed = `confirmed${one.id}@evil.example`;
  await accept(await askFor(one.id, confirmed, session));
  assert.deepEqual((await addressesOf(one.id))[0], `${confirmed} verified`);
  await sendPasswordReset(directory.agent, { contact_id: one.id });
  const reset = await linkToken(directory.system, one.id, 'password_reset');
  const open = await askFor(one.id, `open${one.id}@evil.example`, session);
  await unmergeContacts(directory.supervisor, merge);
  assert.deepEqual(await addressesOf(one.id), [`${one.email} verified`]);
  assert.deepEqual(await addressesOf(other.id), [`${other.email} verified`]);
  await choosePassword(other.id);
  await assert.rejects(accept(open), fails('portal_access.link_replaced'));
  const given = { token: reset, password: 'yet another harbour' };
  await assert.rejects(resetPassword(directory.ctxOfStranger(), given), fails('portal_access.link_replaced'));
});
