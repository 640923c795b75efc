import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deactivateAgent } from '#features/agents/deactivate-agent.ts';
import { updateAgentRole } from '#features/agents/update-agent-role.ts';
import { listChanges } from '#features/change-log/list-changes.ts';
import { insertManyContacts } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { waitMs } from './bulk-action.ts';
import { findBulkAction } from './find-bulk-action.ts';
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

test('C03 a bulk invitation stops when its starter is deactivated or may not do it any more, before anybody else is invited', async () => {
  const admin = await app.ctxOfAdmin();
  for (const end of ['deactivate', 'demote'] as const) {
    const supervisor = await app.ctxOfAgent('supervisor');
    const agent_id = supervisor.caller.kind === 'agent' ? supervisor.caller.agent_id : 0;
    const { id } = await startBulkAction(supervisor, {
      act: 'invite',
      selection: { ids: await insertManyContacts(supervisor, 3) },
    });
    await (end === 'deactivate'
      ? deactivateAgent(admin, { agent_id })
      : updateAgentRole(admin, { agent_id, role: 'agent' }));
    app.clock.offset_ms += waitMs;
    await app.worker.runDue();
    const found = await findBulkAction(admin, { id });
    assert.deepEqual(
      [found.state, found.is_starter_gone, found.done_count, found.waiting_mail_count],
      ['failed', true, 0, 0],
    );
  }
});
