import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { plainChoices } from '#features/duplicates/contact-merge.ts';
import { mergeContacts } from '#features/duplicates/merge-contacts.ts';
import { acceptInvitation } from '#features/invitations/accept-invitation.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { acceptSignUp } from '#features/invitations/sign-up/accept-sign-up.ts';
import { approveSignUps } from '#features/invitations/sign-up/approve-sign-ups.ts';
import { listSignUps } from '#features/invitations/sign-up/list-sign-ups.ts';
import { readPerson } from '#features/privacy/read-person.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { contactPassword, insertContact, linkToken } from '../../../../test/portal.ts';
import { change, codeOf, signUp, signUpToken, stranger } from '../../../../test/sign-ups.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { isOwed } from './consent.ts';
import { createConsent } from './create-consent.ts';
import { endConsent } from './end-consent.ts';
import { findAskedConsents } from './find-asked-consents.ts';
import { findOwnConsents } from './find-own-consents.ts';
import { giveConsents } from './give-consents.ts';
import { listConsents } from './list-consents.ts';
import { listContactConsents } from './list-contact-consents.ts';
import { updateConsent } from './update-consent.ts';
import { withdrawConsent } from './withdraw-consent.ts';

const words = { label_en: 'I agree to my data being processed', label_ko: '개인정보 수집·이용에 동의합니다' };
let app: TestApp;
let ctx: Context;
let admin: Context;
let required: number;
let optional: number;
before(async () => {
  app = await startApp();
  ctx = app.systemCtx();
  admin = await app.ctxOfAdmin();
  await change(app, { sign_up: 'anyone', privacy_policy_version: '2026-03-01' });
  required = (await createConsent(admin, { ...words, document: 'privacy_policy', is_required: 'Y' })).id;
  optional = (await createConsent(admin, { label_en: 'News by mail' })).id;
});
after(() => app.stop());

/** A contact who has come in by an invitation with these boxes ticked. */
async function comeIn(consents: number[]): Promise<{ id: number; own: Context }> {
  const id = await insertContact(ctx);
  await inviteContact(ctx, { contact_id: id });
  await acceptInvitation(stranger(app), { token: await linkToken(ctx, id), password: contactPassword, consents });
  const caller = { kind: 'contact', account_id: 1, contact_id: id, locale: 'ko', session_id: 0 } as const;
  return { id, own: { ...stranger(app), caller } };
}

const stateOf = async (own: Context) =>
  (await findOwnConsents(own)).map(({ id, is_current }) => [id === required ? 'required' : 'optional', is_current]);

test('whoever comes in agrees to what is required, and to what is not only if he ticks it; version, time, language and network are kept', async () => {
  const refused = (error: unknown) =>
    error instanceof Failure && error.more.problems?.[0]?.field === `consent_${required}`;
  await assert.rejects(comeIn([]), refused);
  await assert.rejects(comeIn([optional]), refused);
  const { id, own } = await comeIn([required]);
  const [kept, none] = await listContactConsents(await app.ctxOfAgent(), { contact_id: id });
  assert.equal(none, undefined);
  const { consent_id, version, document_version, language, network, withdrawn_at, labels } = kept!;
  assert.deepEqual(
    { consent_id, version, document_version, language, withdrawn_at, labels },
    {
      consent_id: required,
      version: 1,
      document_version: '2026-03-01',
      language: 'en',
      withdrawn_at: null,
      labels: { en: words.label_en, ko: words.label_ko },
    },
  );
  assert.match(network!, /^203\.0\./);
  assert.deepEqual(await stateOf(own), [
    ['required', true],
    ['optional', false],
  ]);
});

test('a sign-up agrees with the link, when the address is proved; where an agent decides it is kept as it was ticked', async () => {
  await signUp(app, 'asks@hanbit.example');
  const token = await signUpToken(app, 'asks@hanbit.example');
  await assert.rejects(
    acceptSignUp(stranger(app), { token, password: contactPassword }),
    codeOf('portal_access.consent_required'),
  );
  await change(app, { has_sign_up_approval: 'Y' });
  await acceptSignUp(stranger(app), { token, password: contactPassword, consents: [required, optional] });
  const ticked_at = app.clock.offset_ms;
  app.clock.offset_ms += 3_600_000;
  const { sign_ups } = await listSignUps(admin, { is_decided: false });
  await approveSignUps(admin, { ids: sign_ups.map(({ id }) => id) });
  await change(app, { has_sign_up_approval: 'N' });
  const { contact_id } = (await listSignUps(admin, { is_decided: true })).sign_ups[0]!;
  const kept = await listContactConsents(admin, { contact_id: contact_id! });
  assert.deepEqual(kept.map(({ consent_id }) => consent_id).sort(), [required, optional].sort());
  for (const { given_at } of kept) assert.ok(given_at.getTime() - Date.now() - ticked_at < 60_000);
});

test('what is optional is withdrawn and given again by the customer himself, what is required is not', async () => {
  const { id, own } = await comeIn([required, optional]);
  await withdrawConsent(own, { id: optional });
  await assert.rejects(withdrawConsent(own, { id: required }), codeOf('portal_access.consent_needed'));
  assert.deepEqual(await stateOf(own), [
    ['required', true],
    ['optional', false],
  ]);
  await giveConsents(own, { ticked: [optional] });
  const kept = await listContactConsents(admin, { contact_id: id });
  assert.deepEqual(
    kept.map(({ consent_id, withdrawn_at }) => [consent_id === optional, withdrawn_at === null]),
    [
      [true, true],
      [true, false],
      [false, true],
    ],
  );
});

test('other words, or another version of the document, are asked again of who has agreed to what is required', async () => {
  const { own } = await comeIn([required]);
  const owes = async () => (await findOwnConsents(own)).some(isOwed);
  assert.equal(await owes(), false);
  await updateConsent(admin, { id: required, ...words, document: 'privacy_policy', is_required: 'Y' });
  assert.equal(await owes(), false, 'the same words');
  await updateConsent(admin, {
    id: required,
    ...words,
    text_en: 'For answering you',
    document: 'privacy_policy',
    is_required: 'Y',
  });
  assert.equal(await owes(), true);
  await assert.rejects(giveConsents(own, { ticked: [] }), codeOf('portal_access.consent_required'));
  await giveConsents(own, { ticked: [required] });
  assert.equal(await owes(), false);
  await change(app, { privacy_policy_version: '2026-09-01' });
  assert.equal(await owes(), true);
  await giveConsents(own, { ticked: [required] });
  assert.equal(await owes(), false);
});

test('what is asked no more is asked of nobody, and what was given stays', async () => {
  const { id: passing } = await createConsent(admin, { label_ko: '설문 참여에 동의합니다' });
  const { id } = await comeIn([required, passing]);
  await endConsent(admin, { id: passing });
  assert.deepEqual(
    (await listConsents(ctx)).map((one) => one.id),
    [required, optional],
  );
  assert.ok((await listContactConsents(admin, { contact_id: id })).some(({ consent_id }) => consent_id === passing));
  await assert.rejects(endConsent(admin, { id: passing }), { kind: 'not_found' });
});

test('only who may change settings defines what is asked, and not without a word', async () => {
  const agent = await app.ctxOfAgent('supervisor');
  await assert.rejects(createConsent(agent, words), { kind: 'forbidden' });
  await assert.rejects(updateConsent(agent, { id: required, ...words }), { kind: 'forbidden' });
  await assert.rejects(endConsent(agent, { id: required }), { kind: 'forbidden' });
  await assert.rejects(createConsent(admin, { label_en: ' ', text_en: 'Something' }), { kind: 'invalid' });
});

test('a person’s data tell what he has agreed to; a merge takes it along', async () => {
  const one = await comeIn([required]);
  const other = await comeIn([required, optional]);
  await mergeContacts(admin, { survivor_id: one.id, other_id: other.id, choices: plainChoices });
  const kept = await listContactConsents(admin, { contact_id: one.id });
  assert.deepEqual(kept.map(({ consent_id }) => consent_id).sort(), [required, optional].sort());
  const { places } = await readPerson(admin, { contact_id: one.id });
  const told = places.find(({ place }) => place === 'consents')!.rows;
  assert.equal(told.length, 2 + 1, 'his own, what came with the other one, and what stayed with that one');
  assert.ok(told.some(({ consent }) => consent === words.label_ko));
});

test('F01 nobody reads or withdraws what somebody else has agreed to', async () => {
  const one = await comeIn([required, optional]);
  const other = await comeIn([required, optional]);
  await withdrawConsent(other.own, { id: optional });
  assert.deepEqual(await stateOf(one.own), [
    ['required', true],
    ['optional', true],
  ]);
  await assert.rejects(findOwnConsents(stranger(app)), { kind: 'not_signed_in' });
  const { consents } = await findAskedConsents(stranger(app));
  assert.deepEqual(
    consents.map(({ id }) => id),
    [required, optional],
  );
  const rows = await inTransaction(app.systemCtx(), ({ db }) => db.selectFrom('consent').select('id').execute());
  assert.ok(rows.length > 0);
});
