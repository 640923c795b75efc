import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { insertManyContacts } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { waitMs } from './bulk-action.ts';
import { startBulkAction } from './start-bulk-action.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

test('the timeline of an invited contact names who started the bulk invitation, not the worker', async () => {
  const supervisor = await app.ctxOfAgent('supervisor');
  const ids = await insertManyContacts(supervisor, 2);
  await startBulkAction(supervisor, { act: 'invite', selection: { ids } });
  app.clock.offset_ms += waitMs;
  await app.worker.runDue();
  const { changes } = await listChanges(supervisor, { record: 'contact', record_id: ids[1]! });
  assert.deepEqual(
    changes.map(({ act, caller }) => [act, caller.kind, caller.name]),
    [['invited', 'agent', supervisor.caller.kind === 'agent' && supervisor.caller.name]],
  );
});
