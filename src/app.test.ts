import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../test/start-app.ts';
import { startDatabase } from '../test/start-database.ts';

let app: TestApp;
let empty: TestApp;
before(async () => {
  app = await startApp({ accounts: 2 });
  empty = await startApp({ accounts: 0 });
});
after(async () => {
  await app.stop();
  await empty.stop();
});

const at = (url: string, init: RequestInit & { from?: string } = {}) =>
  app.fetch(new Request(url, { redirect: 'manual', ...init }), { address: init.from ?? '203.0.113.9' });

test('a supervisor learns whether Maru is alive and ready, at any host and without signing in', async () => {
  for (const path of ['/health', '/ready']) {
    const response = await at(`http://10.1.2.3:3000${path}`);
    assert.equal(response.status, 200, path);
    assert.deepEqual(await response.json(), { status: 'ok' });
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  }
});

test('without its database Maru is alive but not ready', async () => {
  const lonely = await startApp({ accounts: 0 });
  await lonely.database.appPool.query('select 1');
  const [health, ready] = await withoutDatabase(lonely, async () => [
    await lonely.ask('/health'),
    await lonely.ask('/ready'),
  ]);
  assert.equal(health!.status, 200);
  assert.equal(ready!.status, 503);
  assert.ok(Number(ready!.headers.get('retry-after')) > 0);
  assert.equal((await lonely.ask('/ready')).status, 200, 'and ready again by itself');
  await lonely.stop();
});

/** The server refuses connections to this database meanwhile, as one that is being restarted does. */
async function withoutDatabase<R>({ database }: TestApp, work: () => Promise<R>): Promise<R> {
  const other = await startDatabase();
  const name = new URL(database.url).pathname.slice(1);
  const owner = new (await import('pg')).default.Client({ connectionString: other.url });
  await owner.connect();
  try {
    await owner.query(`alter database ${name} allow_connections false`);
    await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    return await work();
  } finally {
    await owner.query(`alter database ${name} allow_connections true`);
    await owner.end();
    await other.drop();
  }
}

test('with several accounts an unknown host is nobody’s, whatever it claims to be', async () => {
  assert.equal((await at('https://help.example.com/api/nothing')).status, 404);
  for (const headers of [
    {},
    { 'x-forwarded-host': 'help.example.com' },
    { forwarded: 'host=help.example.com' },
  ] as const) {
    const response = await at('https://evil.example.com/sign-in', { headers });
    assert.equal(response.status, 404);
    assert.ok(!(await response.text()).includes('Acorn'));
  }
});

test('before the first account there is nothing but its set-up', async () => {
  for (const path of ['/', '/contacts', '/portal', '/sign-in', '/anything/at/all']) {
    const response = await empty.ask(path);
    assert.equal(response.status, 303, path);
    assert.equal(response.headers.get('location'), '/set-up');
  }
  const form = await empty.ask('/sign-in', { method: 'POST', body: new URLSearchParams({ email: 'x' }) });
  assert.equal(form.status, 404);
});
