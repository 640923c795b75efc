import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { deactivateContacts } from '#features/invitations/deactivate-contacts.ts';
import { deleteContacts } from '#features/invitations/delete-contacts.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { hashPassword } from '#platform/passwords.ts';
import { activateContact, contactPassword, insertContact } from '../../../test/portal.ts';
import { addProvider, cookieOf, identitiesOf, strangerAt, travel } from '../../../test/provider-trip.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../../test/start-openid-provider.ts';
import { type ProviderDesk, startProviderDesk } from '../../../test/start-provider-desk.ts';
import { proveAddress } from './proofs/prove-address.ts';
import { sendCode } from './proofs/send-code.ts';
import { signInContactByProvider } from './sign-in-contact-by-provider.ts';

let desk: ProviderDesk;
let app: TestApp;
let admin: Context;
let provider: OpenIdProvider;
let provider_id: number;
before(async () => {
  desk = await startProviderDesk();
  ({ app, admin, provider, provider_id } = desk);
});
after(() => desk.stop());

const refusedAt = '/portal/sign-in?with=refused';
const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;

test('a customer whose provider vouches for the address he has proved here comes in, linked from then on', async () => {
  const { id, login, email } = await desk.someone();
  const response = await desk.come(login);
  assert.equal(response.headers.get('location'), '/portal');
  assert.equal(await desk.callerOf(response), id);
  const [identity, ...others] = await identitiesOf(app, 'contact_id', id);
  assert.deepEqual([identity!.issuer, identity!.subject, identity!.email], [provider.issuer, login, email]);
  assert.equal(others.length, 0);
  await desk.come(login);
  assert.equal((await identitiesOf(app, 'contact_id', id)).length, 1);
  const told = (await desk.mailsTo(email)).filter(({ kind }) => kind === 'portal_access.way_in_added');
  assert.deepEqual(told, [{ kind: 'portal_access.way_in_added', contact_id: id }], 'told once, when he was linked');
});

test('E02 who is linked comes in as who he is, whatever address the provider gives by now', async () => {
  const [first, second] = [await desk.someone(), await desk.someone()];
  await desk.come(first.login);
  provider.people[first.login]!.email = second.email;
  assert.equal(await desk.callerOf(await desk.come(first.login)), first.id);
});

test('E02 the same name at another provider is another person', async () => {
  const { id, login } = await desk.someone();
  await desk.come(login);
  const twin = await startOpenIdProvider({ people: { [login]: { email_verified: true } } });
  const other = await startApp({ private_hosts: [provider.host, twin.host] });
  try {
    const twin_id = await addProvider(other, twin);
    const response = await travel(other, { provider_id: twin_id, there: (url) => twin.signIn(url, login) });
    assert.equal(cookieOf(response, 'portal_session'), null);
    assert.match(response.headers.get('location')!, /^\/portal\/prove-address/);
  } finally {
    await other.stop();
    await twin.stop();
  }
  assert.equal((await identitiesOf(app, 'contact_id', id)).length, 1);
});

for (const [words, claims] of [
  ['says false', { email_verified: false }],
  ['says nothing', {}],
  ['says the word “true”', { email_verified: 'true' }],
  ['says 1', { email_verified: 1 }],
] as const) {
  test(`E04 an address of which the provider ${words} links nobody: one has to be proved by mail`, async () => {
    const { id, login, email } = await desk.someone(claims);
    const response = await desk.come(login);
    assert.match(response.headers.get('location')!, /^\/portal\/prove-address/);
    assert.equal(cookieOf(response, 'portal_session'), null);
    assert.deepEqual(await identitiesOf(app, 'contact_id', id), []);
    const token = cookieOf(response, 'address_proof')!;
    await sendCode(strangerAt(app), { token, email });
    assert.deepEqual((await desk.mailsTo(email)).at(-1), { kind: 'sign_in_providers.code', contact_id: id });
    await proveAddress(strangerAt(app), { token, code: (await desk.mailedCode()).toLowerCase().replace('-', ' ') });
    assert.equal((await identitiesOf(app, 'contact_id', id)).length, 1);
    assert.equal(await desk.callerOf(await desk.come(login)), id, 'from then on the provider’s own id is enough');
  });
}

test('E04 an address of a domain that the provider does not own links nobody', async () => {
  const id = await insertContact(app.systemCtx(), { email: 'boss@beta.example' });
  await activateContact(app.systemCtx(), id);
  provider.people.mallory = { email: 'boss@beta.example', email_verified: true };
  assert.match((await desk.come('mallory')).headers.get('location')!, /^\/portal\/prove-address/);
  assert.deepEqual(await identitiesOf(app, 'contact_id', id), []);
});

test('E03 whatever somebody has put there before the address was proved is gone once its owner comes by a provider', async () => {
  const ctx = app.systemCtx();
  const email = 'victim@hanbit.example';
  const contact_id = await insertContact(ctx, { email });
  const { id: other_provider } = { id: await addProvider(app, provider, { name: 'Other' }) };
  await inviteContact(admin, { contact_id });
  // As whoever was quicker has left it: in by a password, with a session, and linked, and no address proved.
  const password_hash = await hashPassword(contactPassword);
  await inTransaction(ctx, async ({ db, clock }) => {
    const now = clock.now();
    await db.updateTable('contact').set({ portal_access: 'active' }).where('id', '=', contact_id).execute();
    await db
      .insertInto('contact_credential')
      .values({ account_id: 1, contact_id, password_hash, password_set_at: now })
      .execute();
    const person = { provider_id: other_provider, issuer: provider.issuer, subject: 'attacker', contact_id };
    await db
      .insertInto('sign_in_identity')
      .values({ account_id: 1, ...person, created_at: now })
      .execute();
  });
  const attackers = await createSession(app.ctxOfStranger(), { contact_id, is_remembered: true });
  provider.people.victim = { email, email_verified: true };
  const token = cookieOf(await desk.come('victim'), 'address_proof')!;
  await sendCode(strangerAt(app), { token, email });
  await proveAddress(strangerAt(app), { token, code: await desk.mailedCode() });
  const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'portal', token: attackers.token });
  assert.equal(caller.kind, 'stranger');
  const attempt = { email, password: contactPassword, is_remembered: false, device: null };
  await assert.rejects(signIn(strangerAt(app), attempt), fails('portal_access.not_authorized'));
  const subjects = (await identitiesOf(app, 'contact_id', contact_id)).map(({ subject }) => subject);
  assert.deepEqual(subjects, ['victim']);
  const { emails } = await findContact(admin, { id: contact_id });
  assert.deepEqual(
    emails.map(({ email, state }) => [email, state]),
    [[email, 'verified']],
  );
});

test('E06 an invited contact who proves his address by a code is in, joins the company of its domain, and no claim says more', async () => {
  const { id: company_id } = await createCompany(admin, { name: 'Beta', domains: 'beta.example' });
  const { id } = await createContact(admin, { name: 'Omar', email: 'omar@beta.example' });
  await inviteContact(admin, { contact_id: id });
  Object.assign(provider.people, {
    omar: { email: 'omar@beta.example', email_verified: true, role: 'admin', is_agent: true, groups: ['admins'] },
  });
  const token = cookieOf(await desk.come('omar'), 'address_proof')!;
  await sendCode(strangerAt(app), { token, email: 'omar@beta.example' });
  await proveAddress(strangerAt(app), { token, code: await desk.mailedCode() });
  const contact = await findContact(admin, { id });
  assert.equal(contact.portal_access, 'active');
  assert.deepEqual(
    contact.memberships.map(({ company_id, role }) => [company_id, role]),
    [[company_id, 'none']],
  );
});

test('E06 deactivated, locked by a person, deleted and unknown people get the one refusal, linked or not', async () => {
  const answers: string[] = [];
  for (const act of ['deactivate', 'lock', 'delete'] as const) {
    const [linked, vouched] = [await desk.someone(), await desk.someone()];
    await desk.come(linked.login);
    const ids = { contact_ids: [linked.id, vouched.id] };
    if (act === 'deactivate') await deactivateContacts(admin, ids);
    if (act === 'lock') await lockContacts(admin, ids);
    if (act === 'delete') await deleteContacts(admin, ids);
    for (const { login } of [linked, vouched]) {
      const response = await desk.come(login);
      assert.equal(cookieOf(response, 'portal_session'), null, act);
      answers.push(response.headers.get('location')!);
    }
  }
  provider.people.nobody = { email: 'nobody@hanbit.example', email_verified: true };
  answers.push((await desk.come('nobody')).headers.get('location')!);
  assert.deepEqual(new Set(answers), new Set([refusedAt]));
});

test('A07 a lock by somebody’s wrong guesses does not stop who comes by his provider', async () => {
  const { id, login, email } = await desk.someone();
  for (let n = 0; n < 11; n++) {
    const attempt = { email, password: `wrong ${n}`, is_remembered: false, device: null };
    await assert.rejects(signIn(strangerAt(app), attempt));
  }
  assert.equal(await desk.callerOf(await desk.come(login)), id);
});

test('of two who are linked at once as one person of a provider, one is', async () => {
  const { id, email } = await desk.someone();
  const person = {
    ...{ provider_id, provider_name: 'Acorn Login', issuer: provider.issuer, subject: 'twice', name: null },
    address: { email, is_vouched: true },
  };
  const both = await Promise.allSettled([1, 2].map(() => signInContactByProvider(strangerAt(app), person)));
  assert.ok(both.some(({ status }) => status === 'fulfilled'));
  assert.equal((await identitiesOf(app, 'contact_id', id)).length, 1);
});
