import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { findBulkAction } from '#features/bulk-actions/find-bulk-action.ts';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { takeOverBulkActions } from '#features/bulk-actions/take-over-bulk-actions.ts';
import { undoBulkAction } from '#features/bulk-actions/undo-bulk-action.ts';
import { jobContext, killActors } from './bulk-actor.ts';
import { insertManyContacts } from './portal.ts';
import { startApp } from './start-app.ts';

const count = 7_000;

test('G11 whose worker is killed again and again, a tagging and its undo end exactly right', {
  timeout: 180_000,
}, async (t) => {
  const app = await startApp();
  const owner = new pg.Client({ connectionString: app.database.url });
  await owner.connect();
  t.after(async () => {
    await owner.end();
    await app.stop();
  });
  const supervisor = await app.ctxOfAgent('supervisor');
  const ids = await insertManyContacts(supervisor, count);
  const goOn = async (id: number) => {
    app.clock.offset_ms += await killActors(app.database.app_url, id, 3);
    // The queue knows nothing of workers that were killed: the schedule takes over.
    await takeOverBulkActions(jobContext(app.systemCtx()));
    return findBulkAction(supervisor, { id });
  };
  const counts = async (id: number) => {
    const { rows } = await owner.query(
      `select
         (select count(*)::int from contact where tags = '{vip}') as tagged,
         (select count(*)::int from contact_search where txt like '% vip %') as found,
         (select count(*)::int from change_log where bulk_action_id = $1) as changes,
         (select count(distinct record_id)::int from change_log where bulk_action_id = $1) as changed,
         (select count(*)::int from bulk_action_row where bulk_action_id = $1 and outcome = 'done') as results`,
      [id],
    );
    return rows[0];
  };
  const { id } = await startBulkAction(supervisor, { act: 'add_tags', selection: { ids }, given: { tags: 'vip' } });
  const tagged = await goOn(id);
  assert.deepEqual([tagged.state, tagged.done_count, tagged.skipped_count], ['done', count, 0]);
  const once = { changes: count, changed: count, results: count };
  assert.deepEqual(await counts(id), { tagged: count, found: count, ...once });
  const undo = await undoBulkAction(supervisor, { id });
  const undone = await goOn(undo.id);
  assert.deepEqual([undone.state, undone.done_count, undone.skipped_count], ['done', count, 0]);
  assert.deepEqual(await counts(undo.id), { tagged: 0, found: 0, ...once });
});
