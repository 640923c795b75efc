import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { listChanges } from '#features/change-log/list-changes.ts';
import { updateProfile } from '#features/portal-access/update-profile.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { loadProgram, type Program } from '../../../test/load-program.ts';
import { activateContact, insertContact } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { endpoints } from '../../api.ts';
import { createSession } from './create-session.ts';
import { endPortalView } from './end-portal-view.ts';
import { endSession } from './end-session.ts';
import { findCallerOfRequest } from './find-caller-of-request.ts';
import { startPortalView } from './start-portal-view.ts';

/** Written by whoever asks: how often somebody tried. */
const movesByAsking = new Set(['rate_limit']);

let app: TestApp;
let owner: pg.Client;
let program: Program;
let supervisor: Context;
before(async () => {
  program = await loadProgram();
  app = await startApp({ accounts: 2, program });
  owner = new pg.Client(app.database.url);
  await owner.connect();
  supervisor = await app.ctxOfAgent('supervisor');
});
after(async () => {
  await owner.end();
  await app.stop();
});

/** A supervisor's context as a request with his cookie has it. */
async function signedIn(ctx = supervisor): Promise<{ ctx: Context; cookie: string }> {
  const agent_id = ctx.caller.kind === 'agent' ? ctx.caller.agent_id : 0;
  const { token } = await createSession(app.ctxOfStranger(ctx.caller.account_id), { agent_id, is_remembered: false });
  const caller = await findCallerOfRequest(app.ctxOfStranger(ctx.caller.account_id), { side: 'console', token });
  return { ctx: { ...ctx, caller }, cookie: `__Host-agent_session=${token}` };
}

const lookAs = (view: string) => findCallerOfRequest(app.ctxOfStranger(), { side: 'portal', token: null, view });
const portalWith = (cookie: string) => app.ask('/portal', { cookie, headers: { accept: 'text/html' } });

async function checksum(): Promise<Record<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    if (movesByAsking.has(name)) continue;
    const { rows } = await owner.query(
      `select coalesce(md5(string_agg(line, '' order by line)), '') as sum from (select row_to_json(r)::text as line from "${name}" r) lines`,
    );
    sums[name] = rows[0].sum;
  }
  return sums;
}

test('a supervisor sees the portal as a contact, under a banner, and both ends stand in the contact’s log', async () => {
  const contact_id = await insertContact(supervisor, { name: 'Ruth King' });
  const { cookie } = await signedIn();
  const started = await app.ask(`/contacts/${contact_id}/portal-view`, { method: 'POST', cookie });
  assert.deepEqual([started.status, started.headers.get('location')], [303, '/portal']);
  const set = started.headers.getSetCookie()[0]!;
  assert.match(set, /^__Host-portal_view=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=1800$/);
  const view = set.split(';')[0]!;
  const page = await (await portalWith(view)).text();
  assert.ok(page.includes('Ruth King') && page.includes(`/contacts/${contact_id}/portal-view/end`));
  const ended = await app.ask(`/contacts/${contact_id}/portal-view/end`, {
    method: 'POST',
    cookie: `${cookie}; ${view}`,
  });
  assert.match(ended.headers.getSetCookie()[0]!, /^__Host-portal_view=; .*Max-Age=0$/);
  assert.equal((await portalWith(view)).status, 303, 'C01 the token is dead');
  const { changes } = await listChanges(supervisor, { record: 'contact', record_id: contact_id });
  assert.deepEqual(
    changes.map(({ act, caller }) => [act, caller.kind]),
    [
      ['portal_view_ended', 'agent'],
      ['portal_view_started', 'agent'],
    ],
  );
});

test('whoever looks writes nothing: every form and endpoint of the portal refuses, and so does the database', async () => {
  const contact_id = await insertContact(supervisor);
  const session = await activateContact(supervisor, contact_id);
  const { ctx } = await signedIn();
  const { token } = await startPortalView(ctx, { contact_id });
  // His own session at the portal lies beside it, and must not be what writes.
  const cookie = `__Host-portal_view=${token}; __Host-portal_session=${session}`;
  const { routes } = program.pages.build;
  const pathOf = (id: string): string => {
    const { parentId, path = '' } = routes[id]!;
    return `${parentId ? pathOf(parentId) : ''}${path ? `/${path}` : ''}`;
  };
  const forms = Object.keys(routes)
    .filter((id) => routes[id]!.module.action)
    .map(pathOf);
  const posts = endpoints.routes.filter(({ method }) => method !== 'GET' && method !== 'ALL').map(({ path }) => path);
  const paths = [...forms, ...posts].filter((path) => /^\/portal(\/|$)/.test(path));
  assert.ok(paths.length >= 8, String(paths));
  const before = await checksum();
  for (const path of paths) {
    for (const each of [path, `${path}.data`]) {
      const given = {
        name: 'Mallory',
        email: 'mallory@evil.example',
        password: 'x',
        intent: 'cancel_email',
        locale: 'ko',
      };
      const answer = await app.ask(each, { method: 'POST', cookie, body: new URLSearchParams(given) });
      assert.equal(answer.status, 403, each);
      assert.deepEqual(answer.headers.getSetCookie(), [], each);
    }
  }
  const looking: Context = { ...app.ctxOfStranger(), caller: await lookAs(token) };
  const refusal = { kind: 'forbidden', code: 'platform.only_looking' };
  await assert.rejects(updateProfile(looking, { name: 'Mallory' }), refusal);
  await assert.rejects(
    inTransaction(looking, ({ db }) => db.deleteFrom('contact').execute()),
    refusal,
  );
  for (const path of Object.keys(routes)
    .map(pathOf)
    .filter((path) => /^\/portal(\/|$)/.test(path)))
    assert.ok((await app.ask(path, { cookie, headers: { accept: 'text/html' } })).status < 500, path);
  assert.deepEqual(await checksum(), before, 'not even when anybody was last seen');
});

test('it ends after half an hour, with the agent’s session, his right or his deactivation, and with the contact', async (t) => {
  t.after(() => {
    app.clock.offset_ms = 0;
  });
  const contact_id = await insertContact(supervisor);
  const begin = async (who: Context = supervisor) => {
    const { ctx } = await signedIn(who);
    return { ctx, token: (await startPortalView(ctx, { contact_id })).token };
  };
  const isOn = async (token: string) => (await lookAs(token)).kind === 'contact';
  const first = await begin();
  assert.ok(await isOn(first.token));
  app.clock.offset_ms = 29 * 60_000;
  assert.ok(await isOn(first.token));
  app.clock.offset_ms = 31 * 60_000;
  assert.ok(!(await isOn(first.token)));
  app.clock.offset_ms = 0;
  const second = await begin();
  const { token: third } = await startPortalView(second.ctx, { contact_id });
  assert.deepEqual([await isOn(second.token), await isOn(third)], [false, true], 'one at a time');
  await endSession(second.ctx);
  assert.ok(!(await isOn(third)));
  const leaver = await app.ctxOfAgent('supervisor');
  const fourth = await begin(leaver);
  const agent_id = leaver.caller.kind === 'agent' ? leaver.caller.agent_id : 0;
  for (const change of [{ role: 'agent' as const }, { role: 'supervisor' as const, deactivated_at: new Date() }]) {
    await inTransaction(supervisor, ({ db }) =>
      db.updateTable('agent').set(change).where('id', '=', agent_id).execute(),
    );
    assert.ok(!(await isOn(fourth.token)));
  }
  const fifth = await begin();
  await inTransaction(supervisor, ({ db }) =>
    db.updateTable('contact').set({ deleted_at: new Date() }).where('id', '=', contact_id).execute(),
  );
  assert.ok(!(await isOn(fifth.token)));
  await assert.rejects(begin(), { kind: 'not_found' });
});

test('F01 it takes the right, a session and a contact of one’s own account; its token opens nothing else', async () => {
  const contact_id = await insertContact(supervisor);
  const weak = await signedIn(await app.ctxOfAgent('agent'));
  await assert.rejects(startPortalView(weak.ctx, { contact_id }), { kind: 'forbidden' });
  await assert.rejects(startPortalView(supervisor, { contact_id }), { kind: 'not_signed_in' });
  const foreign = await signedIn(await app.ctxOfAdmin(2));
  await assert.rejects(startPortalView(foreign.ctx, { contact_id }), { kind: 'not_found' });
  const { ctx } = await signedIn();
  const { token } = await startPortalView(ctx, { contact_id });
  for (const cookie of [
    `__Host-agent_session=${token}`,
    `__Host-portal_session=${token}`,
    `__Host-portal_view=${token}`,
  ])
    assert.equal((await app.ask('/contacts', { cookie, headers: { accept: 'text/html' } })).status, 303, cookie);
  assert.equal((await portalWith(`__Host-portal_session=${token}`)).status, 303);
  const elsewhere = await app.ask('https://help2.example.com/portal', {
    cookie: `__Host-portal_view=${token}`,
    headers: { accept: 'text/html' },
  });
  assert.equal(elsewhere.status, 303);
  await endPortalView(ctx);
  await endPortalView(supervisor);
});
