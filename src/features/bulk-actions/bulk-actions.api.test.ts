import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSession } from '#features/sessions/create-session.ts';
import { endSessionsOf } from '#features/sessions/end-sessions-of.ts';
import type { Context } from '#platform/context.ts';
import { insertManyContacts } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { cancelBulkAction } from './cancel-bulk-action.ts';
import { startBulkAction } from './start-bulk-action.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 2 });
});
after(() => app.stop());

async function cookieOf(agent: Context): Promise<string> {
  const { token } = await createSession(agent, { agent_id: idOf(agent), is_remembered: false });
  return `__Host-agent_session=${token}`;
}
function idOf({ caller }: Context): number {
  assert.equal(caller.kind, 'agent');
  return caller.kind === 'agent' ? caller.agent_id : 0;
}
async function someAction(): Promise<number> {
  const ids = await insertManyContacts(app.systemCtx(), 3);
  return (await startBulkAction(app.systemCtx(), { act: 'invite', selection: { ids } })).id;
}
const progressOf = (id: number, cookie?: string) =>
  app.ask(`/bulk-actions/${id}/progress`, cookie === undefined ? {} : { cookie });

/** All that a stream says until it ends. */
async function heard(response: Response): Promise<string> {
  let text = '';
  for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) text += piece;
  return text;
}

test('whoever watches a bulk action hears how it goes until it is over', { timeout: 20_000 }, async () => {
  const id = await someAction();
  const response = await progressOf(id, await cookieOf(await app.ctxOfAdmin()));
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type')!, /^text\/event-stream/);
  const story = heard(response);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  app.clock.offset_ms += 121_000;
  await app.worker.runDue();
  const text = await story;
  const states = [...text.matchAll(/"state":"(\w+)"/g)].map((match) => match[1]);
  assert.equal(states[0], 'waiting');
  assert.equal(states.at(-1), 'done');
  assert.match(text, /event: done\n/);
});

test('C03 the stream ends with the session it was asked with', { timeout: 20_000 }, async () => {
  const id = await someAction();
  const admin = await app.ctxOfAdmin();
  const response = await progressOf(id, await cookieOf(admin));
  const story = heard(response);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await endSessionsOf(admin, { agent_id: idOf(admin) });
  assert.doesNotMatch(await story, /event: done/);
});

test('F01 another account, strangers and agents without the right hear nothing', async () => {
  const id = await someAction();
  assert.equal((await progressOf(id, await cookieOf(await app.ctxOfAgent('agent')))).status, 403);
  assert.equal((await progressOf(id)).status, 401);
  const foreign = await cookieOf(await app.ctxOfAdmin(2));
  assert.equal((await progressOf(id, foreign)).status, 401);
  assert.equal((await progressOf(99_999, await cookieOf(await app.ctxOfAdmin()))).status, 404);
  await cancelBulkAction(app.systemCtx(), { id });
});
