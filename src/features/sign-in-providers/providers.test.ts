import assert from 'node:assert/strict';
import { generateKeyPairSync, verify } from 'node:crypto';
import { after, before, test } from 'node:test';
import { listLog } from '#features/change-log/list-log.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, insertContact } from '../../../test/portal.ts';
import { addProvider, cookieOf, identitiesOf, strangerAt, travel } from '../../../test/provider-trip.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../../test/start-openid-provider.ts';
import { signClientSecret } from './apple-secret.ts';
import { createProvider } from './create-provider.ts';
import { deleteProvider } from './delete-provider.ts';
import { findProvider, listProviders } from './find-provider.ts';
import { listWaysIn } from './list-ways-in.ts';
import { moveProvider } from './move-provider.ts';
import { providerGuide } from './provider-guide.ts';
import { requireAgentProvider } from './require-agent-provider.ts';
import { providerKinds, secretSeal } from './sign-in-provider.ts';
import { openTestResult } from './test-result.ts';
import { beginTrip } from './trips/begin-trip.ts';
import { updateProvider } from './update-provider.ts';

let provider: OpenIdProvider;
let app: TestApp;
let admin: Context;
before(async () => {
  provider = await startOpenIdProvider({
    people: { ruth: { email: 'ruth@hanbit.example', email_verified: true, name: 'Ruth King' } },
  });
  app = await startApp({ private_hosts: [provider.host], accounts: 2 });
  admin = await app.ctxOfAdmin();
});
after(async () => {
  await app.stop();
  await provider.stop();
});

const client = { client_id: 'maru', client_secret: 'hush' };

test('a provider’s secret is sealed in the database, never shown, and kept where a change gives none', async () => {
  const { id } = await createProvider(admin, { kind: 'google', given: client });
  const found = await findProvider(admin, { id });
  assert.ok(!JSON.stringify(found).includes('hush') && !('sealed_secret' in found));
  const sealed = () =>
    inTransaction(app.systemCtx(), ({ db }) =>
      db.selectFrom('sign_in_provider').select('sealed_secret').where('id', '=', id).executeTakeFirstOrThrow(),
    );
  const { sealed_secret } = await sealed();
  assert.ok(!Buffer.from(sealed_secret).includes('hush'));
  assert.equal(app.systemCtx().seal.open(secretSeal, sealed_secret), 'hush');
  assert.equal(app.systemCtx(2).seal.open(secretSeal, sealed_secret), null);
  await updateProvider(admin, { id, given: { ...client, client_secret: '', is_for_contacts: 'on' } });
  assert.deepEqual((await sealed()).sealed_secret, sealed_secret);
  await updateProvider(admin, { id, given: { ...client, client_secret: 'new' } });
  assert.equal(app.systemCtx().seal.open(secretSeal, (await sealed()).sealed_secret), 'new');
  const { entries } = await listLog(admin, { record: 'sign_in_provider' });
  assert.deepEqual(entries.map(({ act }) => act).sort(), ['created', 'secret_replaced', 'updated']);
  assert.ok(!JSON.stringify(entries).includes('hush'));
  await deleteProvider(admin, { id });
});

test('only admins may see or change providers, and another account’s are not there', async () => {
  const agent = await app.ctxOfAgent('supervisor');
  const id = await addProvider(app, provider);
  for (const refused of [
    () => listProviders(agent),
    () => findProvider(agent, { id }),
    () => createProvider(agent, { kind: 'google', given: client }),
    () => updateProvider(agent, { id, given: client }),
    () => moveProvider(agent, { id, by: 1 }),
    () => deleteProvider(agent, { id }),
    () => requireAgentProvider(agent, { is_required: true }),
    () => beginTrip(agent, { provider_id: id, audience: 'agent', purpose: 'test', return_to: '/' }),
  ]) {
    await assert.rejects(refused(), { code: 'platform.forbidden' });
  }
  await assert.rejects(findProvider(await app.ctxOfAdmin(2), { id }), { code: 'platform.not_found' });
  await deleteProvider(admin, { id });
});

test('each bad field is named: an issuer with a query, a directory that is none, a key that is not Apple’s', async () => {
  const openid = { ...client, name: 'X', issuer: 'https://login.example/?tenant=1' };
  await assert.rejects(createProvider(admin, { kind: 'openid', given: openid }), {
    code: 'sign_in_providers.not_an_issuer',
  });
  const microsoft = { ...client, directory: 'a/../b' };
  await assert.rejects(createProvider(admin, { kind: 'microsoft', given: microsoft }), {
    code: 'sign_in_providers.not_a_directory',
  });
  const apple = { ...client, team_id: 'T', key_id: 'K' };
  await assert.rejects(createProvider(admin, { kind: 'apple', given: apple }), {
    code: 'sign_in_providers.not_an_apple_key',
  });
  await assert.rejects(createProvider(admin, { kind: 'naver', given: { client_id: 'x' } }), {
    code: 'platform.required',
  });
});

test('Apple’s client secret is a token of five minutes, signed with the developer’s key', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const now = new Date('2026-11-26T12:00:00Z');
  const secret = signClientSecret({ client_id: 'com.acorn.help', team_id: 'TEAM', key_id: 'KEY', key, now });
  const [header, claims, signature] = secret.split('.') as [string, string, string];
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  assert.deepEqual(read(header), { alg: 'ES256', kid: 'KEY' });
  const iat = now.getTime() / 1_000;
  const expected = { iss: 'TEAM', iat, exp: iat + 300, aud: 'https://appleid.apple.com', sub: 'com.acorn.help' };
  assert.deepEqual(read(claims), expected);
  const bytes = Buffer.from(signature, 'base64url');
  assert.ok(verify('sha256', Buffer.from(`${header}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes));
});

test('buttons stand in the order that the admin gives them, each where it is offered', async () => {
  const ids = [];
  for (const kind of ['naver', 'kakao', 'google'] as const) {
    const offered = kind === 'kakao' ? { is_for_agents: 'on' } : { is_for_contacts: 'on' };
    ids.push((await createProvider(admin, { kind, given: { ...client, ...offered } })).id);
  }
  const kinds = async (audience: 'contact' | 'agent') =>
    (await listWaysIn(app.ctxOfStranger(), { audience })).map(({ kind }) => kind);
  assert.deepEqual(await kinds('contact'), ['naver', 'google']);
  assert.deepEqual(await kinds('agent'), ['kakao']);
  await moveProvider(admin, { id: ids[2]!, by: -1 });
  await moveProvider(admin, { id: ids[2]!, by: -1 });
  await moveProvider(admin, { id: ids[2]!, by: -1 });
  assert.deepEqual(await kinds('contact'), ['google', 'naver']);
  const asked = { provider_id: ids[1]!, audience: 'contact', purpose: 'sign_in', return_to: '/portal' } as const;
  await assert.rejects(beginTrip(strangerAt(app), asked), { code: 'platform.not_found' }, 'not offered there');
  for (const id of ids) await deleteProvider(admin, { id });
});

test('a test shows the admin what the provider says, and neither links nor signs in anybody', async () => {
  const id = await addProvider(app, provider, {
    is_for_contacts: '',
    is_for_agents: '',
    email_domains: 'hanbit.example',
  });
  const return_to = `/settings/sign-in-providers/${id}`;
  const ctx = { ...admin, origin: strangerAt(app).origin! };
  const going = { provider_id: id, audience: 'agent', purpose: 'test', return_to, ctx } as const;
  const response = await travel(app, { ...going, there: (url) => provider.signIn(url, 'ruth') });
  assert.equal(response.headers.get('location'), return_to);
  const sealed = cookieOf(response, 'sign_in_test');
  assert.deepEqual(openTestResult(admin, sealed, id), {
    ...{ provider_id: id, issuer: provider.issuer, subject: 'ruth', name: 'Ruth King' },
    address: { email: 'ruth@hanbit.example', is_vouched: true },
  });
  assert.equal(openTestResult(admin, sealed, id + 1), null);
  assert.equal(cookieOf(response, 'agent_session'), null);
  const failed = await travel(app, { ...going, there: (url) => provider.signIn(url, '') });
  assert.equal(failed.headers.get('location'), `${return_to}?trouble=cancelled`);
  await deleteProvider(admin, { id });
});

test('E02 with another client everybody is somebody else there, so all that was linked is forgotten', async () => {
  const id = await addProvider(app, provider, { email_domains: 'hanbit.example' });
  const contact_id = await insertContact(app.systemCtx(), { email: 'ruth@hanbit.example' });
  await activateContact(app.systemCtx(), contact_id);
  await travel(app, { provider_id: id, there: (url) => provider.signIn(url, 'ruth') });
  const { issuer } = provider;
  const given = { name: 'Login', issuer, client_id: 'maru', client_secret: '', is_for_contacts: 'on' };
  await updateProvider(admin, { id, given });
  assert.equal((await identitiesOf(app, 'contact_id', contact_id)).length, 1, 'another name changes nothing');
  await updateProvider(admin, { id, given: { ...given, client_id: 'another' } });
  assert.deepEqual(await identitiesOf(app, 'contact_id', contact_id), []);
});

test('every kind has its words: the way there, what follows from each field, whether its address counts', () => {
  for (const kind of providerKinds) {
    const { steps, hints, labels, vouching } = providerGuide(admin, kind);
    assert.ok(steps.length >= 3 && vouching.length > 20, kind);
    for (const words of [...Object.values(hints), ...Object.values(labels)])
      assert.doesNotMatch(words, /^sign_in_providers/);
  }
});
