import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Failure } from '#platform/failure.ts';
import { startSite, type TestSite } from '../../../test/start-site.ts';
import { readAssets } from './assets.ts';
import { readJson } from './read-json.ts';
import { readNetworks } from './read-networks.ts';

let effects = 0;
const desk = startSite((app) => {
  app.get('/hello', (c) => c.json({ ip: c.env.arrival.origin.ip, url: c.env.arrival.url.href }));
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], '/change', async (c) => {
    effects++;
    return c.json({ received: await readJson(c.req.raw) });
  });
  app.get('/bug', () => {
    throw new Error('select secret from agent');
  });
  app.get('/taken', () => {
    throw new Failure('too_many', 'platform.too_many', { retry_after: 30 });
  });
  app.get('/private', () => {
    throw new Failure('not_signed_in', 'platform.not_signed_in');
  });
});
const own = { origin: 'http://desk.test', 'sec-fetch-site': 'same-origin' };
const browser = { accept: 'text/html' };

test('D01 what another site sends is refused and changes nothing, with or without a key', async () => {
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://other.desk.test' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://desk.test' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'sec-fetch-site': 'cross-site', authorization: 'Basic aDpY' },
  ];
  const before = effects;
  for (const headers of foreign) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await desk.ask('/change', {
        method,
        headers: { cookie: 'maru_session=x', ...headers },
        body: '{}',
      });
      assert.equal(response.status, 403, `${method} ${JSON.stringify(headers)}`);
    }
  }
  assert.equal(effects, before);
});

test('D01 our own pages, the account’s address behind a proxy and scripts with a key may change things', async () => {
  for (const headers of [own, { origin: 'https://help.example.com' }, { authorization: 'Basic aDpY' }]) {
    const response = await desk.ask('/change', { method: 'POST', headers: { ...headers }, body: '{}' });
    assert.equal(response.status, 200, JSON.stringify(headers));
  }
});

test('D02 no other origin is told that it may read an answer', async () => {
  for (const origin of ['https://evil.example', 'null', 'http://desk.test.evil', 'http://sub.desk.test']) {
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await desk.ask('/hello', { method, headers: { origin } });
      assert.equal(headers.get('access-control-allow-origin'), null);
      assert.equal(headers.get('access-control-allow-credentials'), null);
    }
  }
});

test('D03 every answer carries the security headers: found, missing, failed, limited, static', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assets-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets', 'a-1.js'), 'export {};');
  const withFiles = startSite((app) => app.get('/hello', (c) => c.text('hello')), { assets: await readAssets(folder) });
  const answers: [TestSite, string, number][] = [
    [desk, '/hello', 200],
    [desk, '/nowhere', 404],
    [desk, '/bug', 500],
    [desk, '/taken', 429],
    [withFiles, '/assets/a-1.js', 200],
    [withFiles, '/assets/a-2.js', 404],
  ];
  for (const [site, path, status] of answers) {
    const { headers, ...response } = await site.ask(path, { headers: browser }).then((r) => ({
      headers: r.headers,
      status: r.status,
    }));
    assert.equal(response.status, status, path);
    const policy = headers.get('content-security-policy') ?? '';
    for (const directive of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "default-src 'none'"]) {
      assert.ok(policy.includes(directive), `${path}: ${directive}`);
    }
    assert.ok(!policy.includes('unsafe'), path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'same-origin');
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
    assert.match(headers.get('x-request-id') ?? '', /^[\da-f-]{36}$/);
    assert.equal(headers.get('strict-transport-security'), null);
  }
});

test('D03 https is made to stay https, and only there', async () => {
  const proxied = startSite((app) => app.get('/hello', (c) => c.text(c.env.arrival.url.href)), {
    trusted_proxies: readNetworks('10.0.0.0/8'),
  });
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'help.example.com' };
  const believed = await proxied.ask('/hello', { headers, from: '10.1.2.3' });
  assert.equal(await believed.text(), 'https://help.example.com/hello');
  assert.equal(believed.headers.get('strict-transport-security'), 'max-age=31536000');
  const unbelieved = await proxied.ask('/hello', { headers, from: '192.0.2.1' });
  assert.equal(await unbelieved.text(), 'http://desk.test/hello');
  assert.equal(unbelieved.headers.get('strict-transport-security'), null);
});

test('A10 a client can not choose its address with X-Forwarded-For', async () => {
  const ipOf = async (site: TestSite, from: string, forwarded: string) => {
    const response = await site.ask('/hello', { from, headers: { 'x-forwarded-for': forwarded } });
    return ((await response.json()) as { ip: string }).ip;
  };
  assert.equal(await ipOf(desk, '::ffff:198.51.100.4', '1.2.3.4'), '198.51.100.4');
  const proxied = startSite((app) => app.get('/hello', (c) => c.json({ ip: c.env.arrival.origin.ip })), {
    trusted_proxies: readNetworks('10.0.0.0/8, 2001:db8::/32'),
  });
  assert.equal(await ipOf(proxied, '10.0.0.1', '1.2.3.4, 198.51.100.4, 10.9.9.9'), '198.51.100.4');
  assert.equal(await ipOf(proxied, '2001:db8::1', 'nonsense'), '2001:db8::1');
  assert.equal(await ipOf(proxied, '198.51.100.4', '1.2.3.4'), '198.51.100.4');
});

test('D06 a request that makes no sense is refused in one plain problem, never with a stack', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const bodies = ['{', '{"a":1,', deep, '{"__proto__":{"admin":true}}', new Uint8Array([0x22, 0xff, 0xfe, 0x22])];
  for (const body of bodies) {
    const response = await desk.ask('/change', { method: 'POST', headers: own, body });
    assert.equal(response.status, 400);
    assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json; charset=utf-8$/);
    const problem = (await response.json()) as Record<string, unknown>;
    assert.equal(problem.title, 'This is not valid JSON.');
    assert.equal(problem.request_id, response.headers.get('x-request-id'));
  }
  assert.equal((await desk.ask('/hello', { method: 'PURGE', headers: own })).status, 405);
});

test('D06 a bug tells its number and nothing else; the log has the rest', async () => {
  const response = await desk.ask('/bug');
  const text = await response.text();
  assert.equal(response.status, 500);
  assert.ok(!/select|secret|stack|\.ts/.test(text), text);
  const line = desk.lines.findLast(({ message }) => message === 'bug');
  assert.equal(line?.fields.request_id, response.headers.get('x-request-id'));
  assert.match(String(line?.fields.err), /select secret/);
});

test('trouble is a page in the reader’s language for a browser and a problem document for a script', async () => {
  const page = await desk.ask('/taken', { headers: { ...browser, 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' } });
  assert.equal(page.headers.get('retry-after'), '30');
  assert.match(await page.text(), /<html lang="ko">[\s\S]*<h1>짧은 시간에 너무 많이 시도했습니다/);
  const script = await desk.ask('/taken');
  assert.equal(((await script.json()) as { code: string }).code, 'platform.too_many');
});

test('a page that needs a sign-in leads there and back', async () => {
  const response = await desk.ask('/private?tab=2', { headers: browser });
  assert.equal(response.status, 303);
  assert.equal(response.headers.get('location'), '/sign-in?return_to=%2Fprivate%3Ftab%3D2');
  assert.equal((await desk.ask('/private')).status, 401);
});

test('D07 answers of a door are never kept, files with a hash are kept for a year and carry no cookie', async () => {
  assert.equal((await desk.ask('/hello')).headers.get('cache-control'), 'private, no-store');
  const folder = await mkdtemp(join(tmpdir(), 'assets-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets', 'a-1.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'a-1.js.br'), 'brotli');
  const withFiles = startSite((app) => app.get('/account', (c) => c.text('mine')), {
    assets: await readAssets(folder),
  });
  const file = await withFiles.ask('/assets/a-1.js', { headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(file.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.equal(file.headers.get('content-encoding'), 'br');
  assert.equal(file.headers.get('vary'), 'Accept-Encoding');
  assert.equal(file.headers.get('set-cookie'), null);
  for (const deception of ['/account/foo.css', '/account/a.js', '/account%2Ffoo.css']) {
    assert.equal((await withFiles.ask(deception)).status, 404, deception);
  }
});

test('D08 a body beyond its limit is refused, whether it says its length or not', async () => {
  const big = 'x'.repeat(1_048_577);
  const told = await desk.ask('/change', {
    method: 'POST',
    headers: { ...own, 'content-length': String(big.length) },
    body: big,
  });
  assert.equal(told.status, 413);
  const stream = new Blob([`"${big}"`]).stream();
  const untold = await desk.ask('/change', {
    method: 'POST',
    headers: own,
    body: stream,
    duplex: 'half',
  } as RequestInit);
  assert.equal(untold.status, 413);
  assert.match(await untold.text(), /larger than Maru accepts/);
});

test('B01 the log never holds a link’s token', async () => {
  const token = 'q8Zr3mJx0Vt7kPdWn5bYsH2fLcA9eUgT';
  await desk.ask(`/activate/${token}?again=${token}`);
  assert.ok(!JSON.stringify(desk.lines).includes(token));
});

test('of a crowd at one form so many are answered at once, some wait in line, and the others are told to come again before anything is done', async () => {
  const open = Promise.withResolvers<void>();
  let begun = 0;
  const site = startSite(
    (app) =>
      app.post('/sign-in', async (c) => {
        begun++;
        await open.promise;
        return c.json({});
      }),
    { crowded: { path: /^\/sign-in$/, at_once: 2, waiting: 1 } },
  );
  const ask = () => site.ask('/sign-in', { method: 'POST', headers: own, body: '{}' });
  const first = [ask(), ask(), ask()];
  const refused = await ask();
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '5']);
  assert.equal(begun, 2, 'the third waits');
  open.resolve();
  assert.deepEqual(
    (await Promise.all(first)).map(({ status }) => status),
    [200, 200, 200],
  );
  assert.deepEqual([begun, (await ask()).status], [3, 200]);
});
