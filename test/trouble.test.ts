import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSession } from '#features/sessions/create-session.ts';
import en from '#locales/en/ui.json' with { type: 'json' };
import { loadProgram } from './load-program.ts';
import { startApp, type TestApp } from './start-app.ts';

let app: TestApp;
let cookie: string;
before(async () => {
  app = await startApp({ program: await loadProgram() });
  const ctx = await app.ctxOfAgent('agent');
  const agent_id = ctx.caller.kind === 'agent' ? ctx.caller.agent_id : 0;
  const { token } = await createSession(ctx, { agent_id, is_remembered: false });
  cookie = `__Host-agent_session=${token}`;
});
after(() => app.stop());

const page = async (path: string) => {
  const answer = await app.ask(path, { cookie, headers: { accept: 'text/html' } });
  return { status: answer.status, html: await answer.text() };
};

test('a page of the console that is not there or not open leaves the console around it', async () => {
  for (const [path, status, kind] of [
    ['/contacts/999999', 404, 'not_found'],
    ['/companies/none', 404, 'not_found'],
    ['/settings/agents', 403, 'forbidden'],
  ] as const) {
    const found = await page(path);
    assert.equal(found.status, status, path);
    assert.match(found.html, new RegExp(`<h1>${en.error[kind].title}</h1>`));
    assert.match(found.html, /<nav[^>]* id="console-nav"|<nav id="console-nav"/);
    assert.equal(found.html.match(/<main/g)?.length, 1, path);
  }
});

test('whoever is lost in the portal is led back to the portal', async () => {
  const { status, html } = await page('/portal/nowhere');
  assert.equal(status, 404);
  assert.match(html, new RegExp(`href="/portal">${en.error.home}`));
});
