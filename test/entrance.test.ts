import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listAccountIds } from '#features/accounts/list-account-ids.ts';
import { deactivateAgent } from '#features/agents/deactivate-agent.ts';
import { inviteAgent } from '#features/agents/invite-agent.ts';
import { setupToken } from '#features/setup/setup-token.ts';
import { loadProgram } from './load-program.ts';
import { agentLinkToken, agentPassword, makeAgent } from './make.ts';
import { adminPassword, startApp, type TestApp } from './start-app.ts';
import { type MailServer, startMailServer } from './start-mail-server.ts';

let app: TestApp;
let empty: TestApp;
let mail: MailServer;
before(async () => {
  const program = await loadProgram();
  mail = await startMailServer();
  app = await startApp({ program, smtp_url: mail.url });
  empty = await startApp({ program, accounts: 0 });
});
after(async () => {
  await app.stop();
  await empty.stop();
  await mail.stop();
});

let lastIp = 0;
const anywhere = () => `198.51.100.${++lastIp}`;
const send = (path: string, fields: Record<string, string>, more: { cookie?: string; headers?: HeadersInit } = {}) =>
  app.ask(path, { method: 'POST', body: new URLSearchParams(fields), from: anywhere(), ...more });
const signIn = (email: string, password: string, more: { path?: string; cookie?: string; remember?: string } = {}) => {
  const { path = '/sign-in', cookie, ...rest } = more;
  return send(path, { email, password, ...rest }, cookie ? { cookie } : {});
};
const cookieOf = (response: Response, name = '__Host-agent_session') =>
  response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`)) ?? '';
const pair = (cookie: string) => cookie.split(';')[0]!;
const admin = 'adam@acorn.example';

test('A01 a refused sign-in looks the same to the last letter, whatever the reason', async () => {
  const ctx = await app.ctxOfAdmin();
  await deactivateAgent(ctx, { agent_id: await makeAgent(ctx, { email: 'gone@acorn.example' }) });
  await inviteAgent(ctx, { name: 'New', email: 'mint@acorn.example', role: 'agent', language: 'en' });
  await makeAgent(ctx, { email: 'lock@acorn.example' });
  for (let tries = 0; tries < 10; tries++) await signIn('lock@acorn.example', 'wrong');
  const refusals = [];
  for (const [email, password] of [
    ['none@acorn.example', adminPassword],
    [admin, 'wrong'],
    ['gone@acorn.example', agentPassword],
    ['mint@acorn.example', agentPassword],
    ['lock@acorn.example', agentPassword],
  ] as const) {
    const response = await signIn(email, password);
    const headers = [...response.headers.keys()].sort();
    refusals.push({ status: response.status, headers, body: anonymous(await response.text(), email) });
  }
  assert.equal(refusals[0]!.status, 400);
  for (const refusal of refusals) assert.deepEqual(refusal, refusals[0]);
});

test('A01, A02 a script learns no more than a browser, from a page’s data neither', async () => {
  const ctx = await app.ctxOfAdmin();
  await deactivateAgent(ctx, { agent_id: await makeAgent(ctx, { email: 'left@acorn.example' }) });
  await inviteAgent(ctx, { name: 'New', email: 'soon@acorn.example', role: 'agent', language: 'en' });
  const people = [
    ['none@acorn.example', adminPassword],
    [admin, 'wrong password'],
    ['left@acorn.example', agentPassword],
    ['soon@acorn.example', agentPassword],
  ] as const;
  const asForm = (fields: Record<string, string>) => ({ body: new URLSearchParams(fields) });
  const asJson = (fields: Record<string, string>) => ({
    body: JSON.stringify(fields),
    headers: { 'content-type': 'application/json', accept: 'application/json' },
  });
  for (const path of ['/sign-in', '/portal/sign-in', '/forgotten', '/portal/forgotten']) {
    for (const [each, given] of [
      [`${path}.data`, asForm],
      [path, asJson],
      [`${path}.data`, asJson],
    ] as const) {
      const answers = [];
      for (const [email, password] of people) {
        const response = await app.ask(each, { method: 'POST', from: anywhere(), ...given({ email, password }) });
        assert.ok(response.status < 500, `${each} answers ${response.status}`);
        const kept = [...response.headers].filter(([name]) => !/^(x-request-id|content-security-policy)$/.test(name));
        const body = anonymous(await response.text(), email);
        const number = response.headers.get('x-request-id')!;
        answers.push({ status: response.status, kept, body: body.replaceAll(number, 'NUMBER') });
      }
      for (const answer of answers) assert.deepEqual(answer, answers[0], each);
    }
  }
});

/** A page without what differs in any two answers: what was typed, the nonce, the moment. */
function anonymous(body: string, email: string): string {
  return body
    .replaceAll(email, 'EMAIL')
    .replace(/nonce="[^"]*"/g, '')
    .replace(/data-drawn-at="\d+"/, '');
}

test('C01, C02 signing in gives a fresh cookie that scripts and other sites never see', async () => {
  const before = '__Host-agent_session=planted-by-somebody-else';
  const cookie = cookieOf(await signIn(admin, adminPassword, { cookie: before }));
  assert.match(cookie, /^__Host-agent_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  const remembered = cookieOf(await signIn(admin, adminPassword, { cookie: pair(cookie), remember: 'on' }));
  assert.match(remembered, /; Max-Age=2592000$/);
  assert.notEqual(pair(remembered), pair(cookie));
  assert.equal((await app.ask('/', { cookie: pair(cookie) })).status, 303, 'the session before is over');
  assert.equal((await app.ask('/', { cookie: pair(remembered) })).status, 200);
});

test('C04 after signing out the cookie opens nothing and the browser keeps no page', async () => {
  const cookie = pair(cookieOf(await signIn(admin, adminPassword)));
  const page = await app.ask('/', { cookie });
  assert.match(page.headers.get('cache-control')!, /no-store/);
  const out = await send('/sign-out', {}, { cookie });
  assert.equal(out.headers.get('clear-site-data'), '"cache"');
  assert.match(cookieOf(out), /^__Host-agent_session=;.*Max-Age=0/);
  const after = await app.ask('/', { cookie });
  assert.equal(after.headers.get('location'), '/sign-in?return_to=%2F');
});

test('A07 an agent whom strangers lock out gets in with the cookie his browser has kept, signed out or not', async () => {
  const email = 'besieged@acorn.example';
  await makeAgent(await app.ctxOfAdmin(), { email });
  const first = await signIn(email, agentPassword);
  const device = cookieOf(first, '__Host-agent_device');
  assert.match(device, /^__Host-agent_device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=31536000$/);
  const out = await send('/sign-out', {}, { cookie: `${pair(cookieOf(first))}; ${pair(device)}` });
  assert.ok(!out.headers.getSetCookie().some((cookie) => cookie.includes('agent_device')));
  for (let tries = 0; tries < 10; tries++) await signIn(email, 'wrong');
  assert.equal((await signIn(email, agentPassword)).status, 400);
  assert.equal((await signIn(email, agentPassword, { cookie: pair(device) })).status, 303);
});

test('D01 nobody is signed in or out by another site’s form', async () => {
  const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  const fields = { email: admin, password: adminPassword };
  assert.equal((await send('/sign-in', fields, { headers })).status, 403);
  const cookie = pair(cookieOf(await signIn(admin, adminPassword)));
  assert.equal((await send('/sign-out', {}, { headers, cookie })).status, 403);
  assert.equal((await app.ask('/', { cookie })).status, 200);
});

test('D04 after signing in nobody is led to another site', async () => {
  for (const [asked, led] of [
    ['/contacts?view=invited', '/contacts?view=invited'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/%09/evil.example', '/'],
    ['javascript:alert(1)', '/'],
  ] as const) {
    const response = await signIn(admin, adminPassword, { path: `/sign-in?return_to=${encodeURIComponent(asked)}` });
    assert.equal(response.headers.get('location'), led, asked);
  }
});

test('B01, B03 a mailed link leaves the address at once and is not spent by being opened', async () => {
  const agent_id = await inviteAgent(await app.ctxOfAdmin(), {
    name: 'Hana Kim',
    email: 'hana@acorn.example',
    role: 'agent',
    language: 'en',
  });
  const token = await agentLinkToken(app.ctxOfStranger(), agent_id);
  let opened = await app.ask(`/accept/${token}`);
  for (let looks = 0; looks < 3; looks++)
    opened = await app.ask(`/accept/${token}`, { method: looks ? 'GET' : 'HEAD' });
  assert.deepEqual([opened.status, opened.headers.get('location')], [303, '/accept']);
  const cookie = pair(cookieOf(opened, '__Host-agent_link'));
  const page = await app.ask('/accept', { cookie });
  const body = await page.text();
  assert.ok(body.includes('Hana Kim') && !body.includes(token));
  assert.equal(page.headers.get('referrer-policy'), 'same-origin');
  const chosen = await send('/accept', { password: agentPassword, email: 'hana@acorn.example' }, { cookie });
  assert.deepEqual([chosen.status, chosen.headers.get('location')], [303, '/']);
  assert.equal((await app.ask('/', { cookie: pair(cookieOf(chosen)) })).status, 200);
  assert.match(await (await app.ask('/accept', { cookie })).text(), /no longer works/);
  assert.match(await (await app.ask('/reset', { cookie })).text(), /no longer works/);
});

test('B09 a mailed link starts with the account’s own address, whatever the request claims', async () => {
  const email = 'victim@acorn.example';
  await makeAgent(await app.ctxOfAdmin(), { email });
  for (const headers of [{ 'x-forwarded-host': 'evil.example' }, { forwarded: 'host=evil.example' }] as const) {
    await send('/forgotten', { email }, { headers });
  }
  const evil = new Request('https://evil.example/forgotten', {
    method: 'POST',
    body: new URLSearchParams({ email }),
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  await app.fetch(evil, { address: anywhere() });
  await app.worker.runDue();
  const mails = mail.mails.filter(({ envelope_to }) => envelope_to.includes(email));
  assert.ok(mails.length > 0);
  for (const { raw, text } of mails) {
    assert.ok(!raw.includes('evil'));
    assert.match(text!, /https:\/\/help\.example\.com\/(accept|reset)\//);
  }
});

test('A10 a form that is sent too often is told when to come again', async () => {
  let last: Response | null = null;
  for (let n = 0; n < 61; n++) {
    last = await app.ask('/portal/sign-in', {
      method: 'POST',
      from: '198.51.100.77',
      body: new URLSearchParams({ intent: 'sign_in', email: `spray${n}@x.example`, password: 'x'.repeat(2_000) }),
      headers: { accept: 'text/html' },
    });
  }
  assert.equal(last!.status, 429);
  assert.ok(Number(last!.headers.get('retry-after')) > 0);
});

test('A02 asking for a new password answers the same for everybody', async () => {
  const answers = [];
  for (const email of [admin, 'none@acorn.example']) {
    const response = await send('/forgotten', { email });
    answers.push({ status: response.status, body: anonymous(await response.text(), email) });
  }
  assert.deepEqual(answers[0], answers[1]);
});

test('set-up opens with the printed link only, and signs its admin in', async () => {
  const token = setupToken(empty.ctxOfStranger(0));
  assert.match(await (await empty.ask('/set-up')).text(), /not set up yet/);
  assert.match(await (await empty.ask('/set-up/not-the-link')).text(), /not the set-up link/);
  assert.match(await (await empty.ask(`/set-up/${token}`)).text(), /admin_password/);
  const fields = {
    name: 'Acorn Support',
    language: 'en',
    country: 'US',
    time_zone: 'America/New_York',
    public_url: 'https://help.acorn.example',
    admin_name: 'Ruth King',
    admin_email: 'ruth@acorn.example',
    admin_password: adminPassword,
  };
  const post = (path: string) => empty.ask(path, { method: 'POST', body: new URLSearchParams(fields) });
  assert.equal((await post('/set-up/not-the-link')).status, 403);
  const done = await post(`/set-up/${token}`);
  assert.deepEqual([done.status, done.headers.get('location')], [303, '/']);
  const home = await empty.ask('/', { cookie: pair(cookieOf(done)) });
  assert.match(await home.text(), /Import your customers/);
  assert.equal((await empty.ask(`/set-up/${token}`)).headers.get('location'), '/');
  assert.equal((await post(`/set-up/${token}`)).headers.get('location'), '/');
  assert.equal((await listAccountIds(empty.systemCtx(0).db)).length, 1);
});
