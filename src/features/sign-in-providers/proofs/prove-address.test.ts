import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findContact } from '#features/contacts/find-contact.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { createConsent } from '#features/portal-access/consents/create-consent.ts';
import { endConsent } from '#features/portal-access/consents/end-consent.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import type { Locale } from '#platform/i18n/messages.ts';
import { translator } from '#platform/i18n/translator.ts';
import { insertContact } from '../../../../test/portal.ts';
import { cookieOf, strangerAt } from '../../../../test/provider-trip.ts';
import type { TestApp } from '../../../../test/start-app.ts';
import type { OpenIdProvider } from '../../../../test/start-openid-provider.ts';
import { type ProviderDesk, startProviderDesk } from '../../../../test/start-provider-desk.ts';
import { deleteEndedProofs } from './delete-ended-proofs.ts';
import { proveAddress } from './prove-address.ts';
import { sendCode } from './send-code.ts';
import { signInCodeEmail } from './sign-in-code.email.ts';

let desk: ProviderDesk;
let app: TestApp;
let admin: Context;
let provider: OpenIdProvider;
before(async () => {
  desk = await startProviderDesk();
  ({ app, admin, provider } = desk);
});
after(() => desk.stop());

const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;

test('a code says nothing about who is known, is counted, and works in one browser', async () => {
  const { email } = await desk.someone();
  provider.people.quiet = {};
  const token = cookieOf(await desk.come('quiet'), 'address_proof')!;
  const before = (await desk.mailsTo('unknown@hanbit.example')).length;
  await sendCode(strangerAt(app), { token, email: 'unknown@hanbit.example' });
  assert.equal((await desk.mailsTo('unknown@hanbit.example')).length, before, 'no mail to an unknown address');
  await assert.rejects(
    proveAddress(strangerAt(app), { token, code: await desk.mailedCode() }),
    fails('portal_access.not_authorized'),
  );
  const again = cookieOf(await desk.come('quiet'), 'address_proof')!;
  await sendCode(strangerAt(app), { token: again, email });
  const code = await desk.mailedCode();
  await assert.rejects(
    proveAddress(strangerAt(app), { token: 'x'.repeat(43), code }),
    fails('sign_in_providers.trip_lost'),
  );
  for (let n = 0; n < 5; n++) {
    await assert.rejects(
      proveAddress(strangerAt(app), { token: again, code: 'AAAA-AAAA' }),
      fails('sign_in_providers.code_wrong'),
    );
  }
  await assert.rejects(proveAddress(strangerAt(app), { token: again, code }), fails('sign_in_providers.code_spent'));
});

test('a fourth request of an hour mails nothing, and the code that was mailed before still lets in', async () => {
  const { email } = await desk.someone();
  provider.people.patient = {};
  const token = cookieOf(await desk.come('patient'), 'address_proof')!;
  for (let n = 0; n < 3; n++) await sendCode(strangerAt(app), { token, email });
  const code = await desk.mailedCode();
  const mails = await desk.mailsTo(email);
  await sendCode(strangerAt(app), { token, email });
  assert.equal((await desk.mailsTo(email)).length, mails.length);
  assert.ok(await proveAddress(strangerAt(app), { token, code }));
});

test('a locked contact who asks for a code reads whom to ask, and two uses of a code let in once', async () => {
  const { id, email } = await desk.someone();
  const { email: others } = await desk.someone();
  provider.people.late = {};
  const token = cookieOf(await desk.come('late'), 'address_proof')!;
  await lockContacts(admin, { contact_ids: [id] });
  await sendCode(strangerAt(app), { token, email });
  assert.equal((await desk.mailsTo(email)).at(-1)!.kind, 'invitations.access_refused');
  await sendCode(strangerAt(app), { token, email: others });
  const code = await desk.mailedCode();
  const both = await Promise.allSettled([1, 2].map(() => proveAddress(strangerAt(app), { token, code })));
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});

test('E06 a newcomer becomes a contact only where anybody may sign up, without an agent’s decision, and knows no rights', async () => {
  const rules = (values: { sign_up: 'off' | 'known' | 'anyone'; has_sign_up_approval?: boolean }) =>
    inTransaction(app.systemCtx(), ({ db }) => db.updateTable('account').set(values).execute());
  const found = (email: string) =>
    inTransaction(app.systemCtx(), ({ db }) =>
      db.selectFrom('contact_email').select('state').where('email', '=', email).execute(),
    );
  for (const sign_up of ['off', 'known'] as const) {
    await rules({ sign_up });
    provider.people[sign_up] = { email: `${sign_up}@hanbit.example`, email_verified: true, name: 'New' };
    assert.match((await desk.come(sign_up)).headers.get('location')!, /with=refused/);
  }
  await rules({ sign_up: 'anyone', has_sign_up_approval: true });
  assert.match((await desk.come('off')).headers.get('location')!, /with=refused/);
  await rules({ sign_up: 'anyone', has_sign_up_approval: false });
  Object.assign(provider.people, {
    vouched: { email: 'vouched@hanbit.example', email_verified: true, name: '새 고객', role: 'admin', company: 'Acme' },
    unvouched: { email: 'unvouched@beta.example', name: 'Newcomer' },
  });
  const id = (await desk.callerOf(await desk.come('vouched')))!;
  const { name, source, memberships, portal_access } = await findContact(admin, { id });
  assert.deepEqual([name, source, memberships, portal_access], ['새 고객', 'sign_up', [], 'active']);
  const token = cookieOf(await desk.come('unvouched'), 'address_proof')!;
  await sendCode(strangerAt(app), { token, email: 'unvouched@beta.example' });
  assert.equal((await desk.mailsTo('unvouched@beta.example')).length, 1);
  await proveAddress(strangerAt(app), { token, code: await desk.mailedCode() });
  assert.deepEqual(await found('unvouched@beta.example'), [{ state: 'verified' }]);
  await rules({ sign_up: 'off' });
});

test('nobody comes in for the first time past what has to be agreed to: who is invited gets his invitation again', async () => {
  const { id: consent_id } = await createConsent(admin, { label_en: 'I agree', is_required: 'on' });
  const contact_id = await insertContact(app.systemCtx(), { email: 'invited@hanbit.example' });
  await inviteContact(admin, { contact_id });
  provider.people.invited = { email: 'invited@hanbit.example' };
  const token = cookieOf(await desk.come('invited'), 'address_proof')!;
  await sendCode(strangerAt(app), { token, email: 'invited@hanbit.example' });
  const kinds = (await desk.mailsTo('invited@hanbit.example')).map(({ kind }) => kind);
  assert.deepEqual(new Set(kinds), new Set(['invitations.invitation']));
  const code = await desk.mailedCode();
  await assert.rejects(proveAddress(strangerAt(app), { token, code }), fails('portal_access.not_authorized'));
  const rules = { sign_up: 'anyone', has_sign_up_approval: false } as const;
  await inTransaction(app.systemCtx(), ({ db }) => db.updateTable('account').set(rules).execute());
  provider.people.newcomer = { email: 'newcomer@hanbit.example', email_verified: true };
  assert.match((await desk.come('newcomer')).headers.get('location')!, /with=refused/);
  await endConsent(admin, { id: consent_id });
  await inTransaction(app.systemCtx(), ({ db }) => db.updateTable('account').set({ sign_up: 'off' }).execute());
});

test('what is kept of people on the way goes when their time is over', async () => {
  provider.people.slow = { email: 'slow@hanbit.example' };
  const token = cookieOf(await desk.come('slow'), 'address_proof')!;
  app.clock.offset_ms += 31 * 60_000;
  await assert.rejects(
    sendCode(strangerAt(app), { token, email: 'slow@hanbit.example' }),
    fails('sign_in_providers.trip_lost'),
  );
  await deleteEndedProofs(app.systemCtx());
  const left = await inTransaction(app.systemCtx(), ({ db }) => db.selectFrom('address_proof').select('id').execute());
  assert.deepEqual(left, []);
});

test('the mail with a code calls the provider as readers of its language do, and one of the account’s own by its name', async () => {
  const { email } = await desk.someone();
  provider.people.named = {};
  await sendCode(strangerAt(app), { token: cookieOf(await desk.come('named'), 'address_proof')!, email });
  const { id: address_proof_id, code_number } = await inTransaction(admin, ({ db }) =>
    db.selectFrom('address_proof').select(['id', 'code_number']).orderBy('id', 'desc').executeTakeFirstOrThrow(),
  );
  const called = async (kind: 'openid' | 'naver', locale: Locale) => {
    const change = { kind, name: kind === 'naver' ? 'NAVER' : 'Hanbit ID' };
    await inTransaction(admin, ({ db }) => db.updateTable('sign_in_provider').set(change).execute());
    const mail = await signInCodeEmail.compose(app.systemCtx(), { address_proof_id, code_number }, translator(locale));
    return mail?.values.provider_name;
  };
  assert.equal(await called('naver', 'ko'), '네이버');
  assert.equal(await called('naver', 'en'), 'NAVER');
  assert.equal(await called('openid', 'ko'), 'Hanbit ID');
});
