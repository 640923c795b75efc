import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { deactivateAgent } from '#features/agents/deactivate-agent.ts';
import { updateAgentRole } from '#features/agents/update-agent-role.ts';
import { listChanges } from '#features/change-log/list-changes.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { insertManyContacts } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { waitMs } from './bulk-action.ts';
import { cancelBulkAction } from './cancel-bulk-action.ts';
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

test('tags cancelled while two chunks are written are on those the action says it has done, and on nobody else', async () => {
  const supervisor = await app.ctxOfAgent('supervisor');
  const ids = await insertManyContacts(supervisor, 9_000);
  const { id } = await startBulkAction(supervisor, { act: 'add_tags', selection: { ids }, given: { tags: 'halfway' } });
  const running = app.worker.runDue();
  while ((await findBulkAction(supervisor, { id })).done_count === 0) await sleep(5);
  await cancelBulkAction(supervisor, { id });
  await running;
  const { state, done_count } = await findBulkAction(supervisor, { id });
  assert.equal(state, 'cancelled');
  const told = await inTransaction(supervisor, async ({ db }) => {
    const { rows } = await sql<Record<'tagged' | 'settled' | 'logged', number>>`
      select (select count(*)::int from contact where tags = '{halfway}') as tagged,
        (select count(*)::int from bulk_action_row where bulk_action_id = ${id} and outcome = 'done') as settled,
        (select count(*)::int from change_log where bulk_action_id = ${id}) as logged`.execute(db);
    return rows[0];
  });
  assert.deepEqual(told, { tagged: done_count, settled: done_count, logged: done_count });
  assert.ok(done_count < 9_000, 'cancelled before the end');
});
