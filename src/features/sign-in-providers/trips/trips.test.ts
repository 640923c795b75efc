import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addProvider, comeBack, cookieOf, strangerAt, travel } from '../../../../test/provider-trip.ts';
import type { TestApp } from '../../../../test/start-app.ts';
import type { OpenIdProvider } from '../../../../test/start-openid-provider.ts';
import { type ProviderDesk, startProviderDesk } from '../../../../test/start-provider-desk.ts';
import { beginTrip } from './begin-trip.ts';

let desk: ProviderDesk;
let app: TestApp;
let provider: OpenIdProvider;
let provider_id: number;
before(async () => {
  desk = await startProviderDesk();
  ({ app, provider, provider_id } = desk);
});
after(() => desk.stop());

test('E01 an answer counts for the browser that went, once, in time, and for the provider it went to', async () => {
  const { login } = await desk.someone();
  const other_id = await addProvider(app, provider, { name: 'Second' });
  const begin = async () =>
    beginTrip(strangerAt(app), { provider_id, audience: 'contact', purpose: 'sign_in', return_to: '/portal' });
  const lost = '/portal/sign-in?with=lost';
  const location = async (back: string, cookie: string) => {
    const response = await comeBack(app, back, cookie);
    assert.equal(cookieOf(response, 'portal_session'), null);
    return response.headers.get('location');
  };
  const trip = await begin();
  const back = await provider.signIn(trip.url, login);
  assert.equal(await location(back, ''), lost, 'without the cookie of the browser that went');
  const others = await begin();
  assert.match(
    (await location(back, `__Host-sign_in_trip=${others.sealed}`))!,
    /with=answer_refused/,
    'another browser’s',
  );
  const elsewhere = back.replace(`/sign-in-return/${provider_id}`, `/sign-in-return/${other_id}`);
  assert.equal(await location(elsewhere, `__Host-sign_in_trip=${trip.sealed}`), lost, 'at another provider’s address');
  const tampered = `__Host-sign_in_trip=${trip.sealed.slice(0, -2)}AA`;
  assert.equal(await location(back, tampered), lost, 'a cookie that was tampered with');
  const done = await comeBack(app, back, `__Host-sign_in_trip=${trip.sealed}`);
  assert.ok(cookieOf(done, 'portal_session'));
  assert.equal(cookieOf(done, 'sign_in_trip'), null);
  assert.match((await location(back, `__Host-sign_in_trip=${trip.sealed}`))!, /with=answer_refused/, 'a second time');
  const late = await begin();
  const lateBack = await provider.signIn(late.url, login);
  app.clock.offset_ms += 16 * 60_000;
  assert.equal(await location(lateBack, `__Host-sign_in_trip=${late.sealed}`), lost, 'after its time');
});

test('C02 the cookie of a way is bound to this host, to https and to no script', async () => {
  const response = await comeBack(app, 'https://help.example.com/sign-in-return/1?code=x&state=y', '');
  const [cookie] = response.headers.getSetCookie();
  assert.match(cookie!, /^__Host-sign_in_trip=; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=0$/);
});

test('whoever says no at the provider comes back to the sign-in page, and Apple’s way back is led on to a plain visit', async () => {
  assert.equal((await desk.come('')).headers.get('location'), '/portal/sign-in?with=cancelled');
  const posted = await app.ask(`/sign-in-return/${provider_id}`, {
    method: 'POST',
    headers: {
      'sec-fetch-site': 'cross-site',
      origin: 'https://appleid.apple.com',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ code: 'c', state: 's\r\nset-cookie: x=y', user: '{"name":"x"}' }),
  });
  assert.equal(posted.status, 303);
  assert.equal(
    posted.headers.get('location'),
    `/sign-in-return/${provider_id}?code=c&state=s%0D%0Aset-cookie%3A+x%3Dy`,
  );
  assert.deepEqual(posted.headers.getSetCookie(), []);
});

test('D04 where to go in the end stays on the customer’s side of this site', async () => {
  const { login } = await desk.someone();
  const response = await travel(app, {
    provider_id,
    return_to: '/portal/profile',
    there: (url) => provider.signIn(url, login),
  });
  assert.equal(response.headers.get('location'), '/portal/profile');
});
