import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { clearCookie, readCookie, writeCookie } from '#platform/http/cookies.ts';
import { readNetworks } from '#platform/http/read-networks.ts';
import { safeReturnPath } from '#platform/http/safe-return-path.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { startSite } from '../../../test/start-site.ts';
import { createSession } from './create-session.ts';
import { preferences } from './preferences.api.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

const desk = startSite((app) => app.route('/', preferences), { trusted_proxies: readNetworks('10.0.0.1') });
const choose = (fields: Record<string, string>, headers: Record<string, string> = {}, from = '203.0.113.9') =>
  desk.ask('/preferences', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams(fields),
    from,
  });

test('a language and a theme are remembered by the browser and lead back to the page', async () => {
  const response = await choose({ locale: 'ko', theme: 'dark', return_to: '/portal?tab=1' });
  assert.equal(response.status, 303);
  assert.equal(response.headers.get('location'), '/portal?tab=1');
  assert.deepEqual(response.headers.getSetCookie(), [
    'locale=ko; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000',
    'theme=dark; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000',
  ]);
  const [forgotten] = (await choose({ theme: 'system' })).headers.getSetCookie();
  assert.match(forgotten!, /Max-Age=0$/);
});

test('D06 a body that is no form is refused, not a bug', async () => {
  const response = await desk.ask('/preferences', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data' },
    body: 'no boundary',
    from: '203.0.113.9',
  });
  assert.equal(response.status, 400);
});

test('who is signed in keeps his language, each at his own door', async () => {
  const admin = await app.ctxOfAdmin();
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { id: contact_id } = await createContact(admin, {
    name: '김하늘',
    email: 'haneul@hanbit.example',
    language: 'en',
  });
  await inTransaction(admin, ({ db }) =>
    db.updateTable('contact').set({ portal_access: 'active' }).where('id', '=', contact_id).execute(),
  );
  const agent = await createSession(admin, { agent_id, is_remembered: false });
  const contact = await createSession(admin, { contact_id, is_remembered: false });
  const cookie = `__Host-agent_session=${agent.token}; __Host-portal_session=${contact.token}`;
  const languages = () =>
    inTransaction(admin, async ({ db }) => ({
      agent: (await db.selectFrom('agent').select('language').where('id', '=', agent_id).executeTakeFirstOrThrow())
        .language,
      contact: (
        await db.selectFrom('contact').select('language').where('id', '=', contact_id).executeTakeFirstOrThrow()
      ).language,
    }));
  const send = (path: string) => app.ask(path, { method: 'POST', cookie, body: new URLSearchParams({ locale: 'ko' }) });
  assert.equal((await send('/portal/preferences')).status, 303);
  assert.deepEqual(await languages(), { agent: 'en', contact: 'ko' });
  assert.equal((await send('/preferences')).status, 303);
  assert.deepEqual(await languages(), { agent: 'ko', contact: 'ko' });
});

test('C02 over https a cookie has the __Host- name and Secure, never a domain', async () => {
  const response = await choose({ locale: 'en' }, { 'x-forwarded-proto': 'https' }, '10.0.0.1');
  const [cookie] = response.headers.getSetCookie();
  assert.equal(cookie, '__Host-locale=en; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=31536000');
  assert.ok(!/domain/i.test(cookie!));
  const headers = new Headers({ cookie: '__Host-maru=secret; maru=planted' });
  assert.equal(readCookie(headers, 'maru', true), 'secret');
  assert.equal(readCookie(headers, 'maru', false), 'planted');
  assert.equal(readCookie(new Headers({ cookie: 'maru=%' }), 'maru', false), null);
  assert.match(clearCookie('maru', true), /^__Host-maru=; .*Secure; Max-Age=0$/);
  assert.match(writeCookie('maru', 'a;b\r\nc', { isSecure: false }), /^maru=a%3Bb%0D%0Ac;/);
});

const elsewhere = [
  '//evil.example',
  '/\\evil.example',
  '/%09/evil.example',
  '/\t/evil.example',
  '/%5cevil.example',
  '/%2f%2fevil.example',
  '/%2Fevil.example',
  '/%252fevil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/%2e%2e//evil.example',
  '/;@evil.example/..//evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  ' //evil.example',
  '\u0000//evil.example',
  '///evil.example',
  '////evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https://evil.example',
  'http:///evil.example',
  '@evil.example',
  'evil.example',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  '/\r\nLocation: https://evil.example',
  '/%0d%0aLocation:%20https://evil.example',
  '/\u2028/evil.example',
  '?next=//evil.example',
  '#//evil.example',
];

test('D04 nobody is led to another site, however its address is written', async () => {
  for (const return_to of elsewhere) {
    assert.equal(safeReturnPath(return_to), '/', JSON.stringify(return_to));
    const location = (await choose({ locale: 'en', return_to })).headers.get('location')!;
    assert.equal(new URL(location, 'http://desk.test').origin, 'http://desk.test');
    assert.equal(location, '/');
  }
});

test('D04 a path of this site comes through with its query and fragment', () => {
  for (const path of [
    '/',
    '/contacts?view=all&search=%EA%B9%80',
    '/contacts/7#notes',
    '/a?next=https://x.example',
    '/%EA%B9%80',
  ]) {
    assert.equal(safeReturnPath(path), path);
  }
  assert.equal(safeReturnPath(null, '/home'), '/home');
  assert.equal(safeReturnPath(`/${'a'.repeat(3_000)}`), '/');
});

test('D05 line ends never reach a header, whatever carries them', async () => {
  for (const bad of [
    'a\r\nSet-Cookie: x=1',
    'a%0d%0aSet-Cookie: x=1',
    'a\nb',
    'a\u560d\u560aSet-Cookie: x=1',
    '\u2028x',
  ]) {
    for (const fields of [{ locale: bad }, { theme: bad }, { locale: 'en', return_to: `/${bad}` }]) {
      const response = await choose(fields as Record<string, string>);
      const written = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
      assert.ok(!/x=1/.test(response.headers.getSetCookie().join()), written);
      assert.equal(response.status, 303);
    }
  }
});
