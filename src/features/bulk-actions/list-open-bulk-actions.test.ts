import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { insertManyContacts } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { cancelBulkAction } from './cancel-bulk-action.ts';
import { listOpenBulkActions } from './list-open-bulk-actions.ts';
import { startBulkAction } from './start-bulk-action.ts';

let app: TestApp;
let supervisor: Context;
before(async () => {
  app = await startApp({ accounts: 2 });
  supervisor = await app.ctxOfAgent('supervisor');
});
after(() => app.stop());

test('what can still be called back is what waits its two minutes and what has mails that have not gone out', async () => {
  const invite = async () =>
    startBulkAction(supervisor, { act: 'invite', selection: { ids: await insertManyContacts(app.systemCtx(), 2) } });
  const open = async () => (await listOpenBulkActions(supervisor)).map(({ id, state }) => [id, state]);
  const [cancelled, sent] = [await invite(), await invite()];
  await cancelBulkAction(supervisor, { id: cancelled.id });
  assert.deepEqual(await open(), [[sent.id, 'waiting']]);
  app.clock.offset_ms += 121_000;
  await app.worker.runDue();
  const waiting = await invite();
  assert.deepEqual(await open(), [
    [waiting.id, 'waiting'],
    [sent.id, 'done'],
  ]);
  await cancelBulkAction(supervisor, { id: sent.id });
  assert.deepEqual(await open(), [[waiting.id, 'waiting']]);
  assert.deepEqual(await listOpenBulkActions(await app.ctxOfAgent('supervisor', 2)), []);
});

test('who may not act on many is not told of it', async () => {
  await assert.rejects(
    listOpenBulkActions(await app.ctxOfAgent()),
    (error) => error instanceof Failure && error.code === 'platform.forbidden',
  );
});
