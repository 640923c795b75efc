import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PgBoss } from 'pg-boss';
import { startDatabase, type TestDatabase } from '../../../test/start-database.ts';
import { queueSchema } from './queue-schema.ts';

let database: TestDatabase;
before(async () => {
  database = await startDatabase();
});
after(() => database.drop());

test('the application works with the queue that the owner made, without owning it', async (t) => {
  const boss = new PgBoss({
    schema: queueSchema,
    migrate: false,
    supervise: false,
    schedule: false,
    db: { executeSql: (text, values) => database.appPool.query(text, values) },
  });
  await boss.start();
  t.after(() => boss.stop({ graceful: false }));
  await boss.createQueue('greet');
  const id = await boss.send('greet', { contact_id: 1 });
  const [job] = await boss.fetch<{ contact_id: number }>('greet');
  assert.deepEqual([job!.id, job!.data], [id, { contact_id: 1 }]);
  await boss.complete('greet', job!.id);
  assert.equal((await boss.detectSchemaDrift()).ok, true);
});
