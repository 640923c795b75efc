import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { createProvider } from '#features/sign-in-providers/create-provider.ts';
import { linkIdentity } from '#features/sign-in-providers/link-identity.ts';
import { signInContactByProvider } from '#features/sign-in-providers/sign-in-contact-by-provider.ts';
import { activateContact, insertContact } from '../../../test/portal.ts';
import { strangerAt } from '../../../test/provider-trip.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { mergeContacts } from './merge-contacts.ts';
import { unmergeContacts } from './unmerge-contacts.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

test('N04 who came in by a provider comes in as the survivor, and as himself again when the merge is undone', async () => {
  const admin = await app.ctxOfAdmin();
  const system = app.systemCtx();
  const given = { client_id: 'maru', client_secret: 'hush', is_for_contacts: 'on' };
  const { id: provider_id } = await createProvider(admin, { kind: 'naver', given });
  const people = ['one', 'other', 'since'].map((subject) => ({
    ...{ provider_id, provider_name: 'NAVER', issuer: 'https://nid.naver.com', subject, name: null, address: null },
  }));
  const ids: number[] = [];
  for (const person of people.slice(0, 2)) {
    const contact_id = await insertContact(system);
    await activateContact(system, contact_id);
    await linkIdentity(system, { contact_id }, person);
    ids.push(contact_id);
  }
  const [survivor_id, other_id] = ids as [number, number];
  const come = async (at: number) => {
    const arrived = await signInContactByProvider(strangerAt(app), people[at]!);
    const token = 'session' in arrived ? arrived.session.token : null;
    const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'portal', token });
    return caller.kind === 'contact' ? caller.contact_id : null;
  };
  const choices = { fields: {}, takes_stronger_memberships: false, keeps_own_states: false };
  const { merge_id } = await mergeContacts(admin, { survivor_id, other_id, choices });
  assert.deepEqual([await come(0), await come(1)], [survivor_id, survivor_id]);
  await linkIdentity(system, { contact_id: survivor_id }, people[2]!);
  assert.equal(await come(2), survivor_id);
  await unmergeContacts(admin, { merge_id });
  assert.equal(await come(0), survivor_id);
  assert.equal(await come(2), null, 'what was linked while they were one is nobody’s');
  assert.equal(await come(1), other_id);
});
