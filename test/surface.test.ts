import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { ServerBuild } from 'react-router';
import { createSession } from '#features/sessions/create-session.ts';
import { endpoints } from '../src/api.ts';
import { loadProgram } from './load-program.ts';
import { startApp, type TestApp } from './start-app.ts';

/** Led on to a plain visit, whoever sends it: a provider's page answers by a form of its own (src/app.ts). */
const takenFromOthers = '/sign-in-return/1';
/** Written by reading as well: when a session was last seen, how often somebody tried, and who looked at whom. */
const movesByReading = new Set(['session', 'rate_limit', 'access_record']);

let app: TestApp;
let owner: pg.Client;
let pages: ServerBuild;
let cookie: string;

before(async () => {
  const program = await loadProgram();
  pages = program.pages.build;
  app = await startApp({ program });
  owner = new pg.Client(app.database.url);
  await owner.connect();
  const admin = await app.ctxOfAdmin();
  const agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  const { token } = await createSession(admin, { agent_id, is_remembered: false });
  cookie = `__Host-agent_session=${token}`;
});
after(async () => {
  await owner.end();
  await app.stop();
});

/** Every address that answers, parameters filled in, with the methods it takes. */
function addresses(): { path: string; method: string }[] {
  const ofPages = Object.keys(pages.routes).flatMap((id) => {
    const { module } = pages.routes[id]!;
    const path = filled(pathOf(id));
    return [...(module.default ? [{ path, method: 'GET' }] : []), ...(module.action ? [{ path, method: 'POST' }] : [])];
  });
  const ofEndpoints = endpoints.routes.map(({ path, method }) => ({ path: filled(path), method }));
  return [...ofPages, ...ofEndpoints.filter(({ method }) => method !== 'ALL')];
}

function pathOf(id: string): string {
  const { parentId, path = '' } = pages.routes[id]!;
  const above = parentId ? pathOf(parentId) : '';
  return path ? `${above}/${path}` : above;
}
const filled = (path: string) => path.replace(/:\w+\??/g, '1').replace(/\*/g, 'x') || '/';

async function checksum(): Promise<Record<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    if (movesByReading.has(name)) continue;
    const { rows } = await owner.query(
      `select coalesce(md5(string_agg(line, '' order by line)), '') as sum from (select row_to_json(r)::text as line from "${name}" r) lines`,
    );
    sums[name] = rows[0].sum;
  }
  return sums;
}

test('D01 nothing that changes something takes an order from another site, with the cookie of an admin', async () => {
  const writing = addresses().filter(({ method }) => method !== 'GET');
  assert.ok(writing.length >= 3);
  const before = await checksum();
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'https://other.example.com' },
    { 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' },
    { 'sec-fetch-site': 'cross-site', origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
  ];
  for (const { path, method } of writing) {
    for (const headers of foreign) {
      const { status } = await app.ask(path, { method, headers, cookie, body: 'name=evil&role=admin' });
      assert.equal(status, path === takenFromOthers ? 303 : 403, `${method} ${path} ${JSON.stringify(headers)}`);
    }
  }
  assert.deepEqual(await checksum(), before);
});

test('D01 looking at every page as an admin changes nothing', async () => {
  const before = await checksum();
  for (const { path, method } of addresses()) {
    if (method !== 'GET') continue;
    for (const each of [path, `${path === '/' ? '/_root' : path}.data`]) {
      const { status } = await app.ask(each, { cookie, headers: { accept: 'text/html' } });
      assert.ok(status < 500, `${each} answers ${status}`);
    }
  }
  assert.deepEqual(await checksum(), before);
});

test('D03 every page carries the whole policy, whoever asks', async () => {
  for (const { path, method } of addresses()) {
    if (method !== 'GET') continue;
    for (const headers of [{ accept: 'text/html' }, { accept: 'application/json' }]) {
      const response = await app.ask(path, { headers });
      const policy = response.headers.get('content-security-policy') ?? '';
      assert.ok(policy.includes("frame-ancestors 'none'") && policy.includes("base-uri 'none'"), `${path}: ${policy}`);
      assert.ok(!policy.includes('unsafe'), path);
      assert.equal(response.headers.get('strict-transport-security'), 'max-age=31536000', path);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff', path);
    }
  }
});
