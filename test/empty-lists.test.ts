import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSession } from '#features/sessions/create-session.ts';
import en from '#locales/en/contacts.json' with { type: 'json' };
import type { Role } from '#platform/rights.ts';
import { loadProgram } from './load-program.ts';
import { startApp, type TestApp } from './start-app.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ program: await loadProgram() });
});
after(() => app.stop());

async function mainAs(role: Role, path: string): Promise<string> {
  const ctx = await app.ctxOfAgent(role);
  const agent_id = ctx.caller.kind === 'agent' ? ctx.caller.agent_id : 0;
  const { token } = await createSession(ctx, { agent_id, is_remembered: false });
  const page = await app.ask(path, { cookie: `__Host-agent_session=${token}`, headers: { accept: 'text/html' } });
  return (await page.text()).split('<main')[1]!;
}

async function linksAs(role: Role, path: string): Promise<string[]> {
  const main = await mainAs(role, path);
  return [...main.matchAll(/href="([^"]+\/new[^"]*)"/g)].map(([, to]) => to!.split('?')[0]!);
}

test('an empty list offers an import to those who may run one, and to others the form alone', async () => {
  for (const path of ['/contacts', '/companies']) {
    assert.deepEqual(new Set(await linksAs('agent', path)), new Set([`${path}/new`]), path);
    assert.deepEqual(new Set(await linksAs('supervisor', path)), new Set([`${path}/new`, '/imports/new']), path);
  }
});

test('a filter that nobody meets is not taken for an empty directory', async () => {
  const main = await mainAs('admin', '/contacts?view=unverified&where=tags%3Ais%3Anobody');
  assert.match(main, new RegExp(en.none_in_filter));
  assert.doesNotMatch(main, new RegExp(`${en.none}|${en.none_in_view_hint.unverified}`));
  assert.match(main, new RegExp(`href="/contacts\\?view=unverified"[^>]*>[^<]*(<[^>]*>)*${en.clear_filter}`));
});
