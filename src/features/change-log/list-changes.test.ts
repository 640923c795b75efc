import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { createClock } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { listChanges } from './list-changes.ts';
import { makeMonths } from './make-months.ts';
import { recordChange } from './record-change.ts';
import { recordChanges } from './record-changes.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const nameOf = ({ caller }: Context) => (caller.kind === 'agent' ? caller.name : '');

test('a timeline tells who changed what from what to what, newest first and page by page', async () => {
  const { agent, system } = directory;
  await recordChange(agent, { record: 'contact', record_id: 7, act: 'created' });
  await recordChange(system, {
    record: 'contact',
    record_id: 7,
    act: 'updated',
    changes: { job_title: ['CEO', null] },
  });
  await recordChanges(agent, [
    { record: 'contact', record_id: 7, act: 'email_added', changes: { email: [null, 'a@x.com'] } },
    { record: 'contact', record_id: 8, act: 'email_added' },
    { record: 'contact', record_id: 7, act: 'email_removed' },
  ]);
  const first = await listChanges(agent, { record: 'contact', record_id: 7, limit: 3 });
  assert.deepEqual(
    first.changes.map(({ act, caller, changes }) => [act, caller.name, changes]),
    [
      ['email_removed', nameOf(agent), null],
      ['email_added', nameOf(agent), { email: [null, 'a@x.com'] }],
      ['updated', null, { job_title: ['CEO', null] }],
    ],
  );
  const second = await listChanges(agent, { record: 'contact', record_id: 7, limit: 3, after: first.next! });
  assert.deepEqual(
    second.changes.map(({ act }) => act),
    ['created'],
  );
  assert.equal(second.next, null);
});

test("F01 another account's timeline is empty, whatever the id", async () => {
  await recordChange(directory.agent, { record: 'contact', record_id: 9, act: 'created' });
  assert.deepEqual(await listChanges(directory.stranger, { record: 'contact', record_id: 9 }), {
    changes: [],
    next: null,
  });
});

test('somebody who is not signed in reads no timeline', async () => {
  const stranger = { ...directory.system, caller: { kind: 'stranger', account_id: 1, locale: 'en' } } as const;
  await assert.rejects(listChanges(stranger, { record: 'contact', record_id: 7 }), { kind: 'not_signed_in' });
});

test('O08 new parts give way to whoever reads the change log for long, such as a backup, and nobody queues behind them', async (t) => {
  const reader = new pg.Client({ connectionString: directory.database.url });
  await reader.connect();
  t.after(() => reader.end());
  await reader.query('begin; lock table change_log in access share mode');
  const began = performance.now();
  const made = makeMonths(directory.system);
  await sleep(200);
  await recordChange(directory.agent, { record: 'company', record_id: 2, act: 'created' });
  await made;
  assert.ok(performance.now() - began < 10_000);
  const { rows } = await reader.query(`select to_regclass(format('change_log_%s', to_char(now(), 'YYYY_MM'))) as part`);
  assert.equal(rows[0].part, null, 'they are made another time');
});

test('the parts of the coming months are made once, and changes go into them', async () => {
  await makeMonths(directory.system);
  await makeMonths(directory.system);
  // This month has entries already, which stay where they are.
  const clock = createClock();
  clock.offset_ms = 35 * 24 * 3_600_000;
  await recordChange({ ...directory.agent, clock }, { record: 'company', record_id: 1, act: 'created' });
  const parts = await inTransaction(directory.agent, ({ db }) =>
    sql<{ part: string }>`select tableoid::regclass::text as part from change_log where record = 'company'`.execute(db),
  );
  assert.match(parts.rows[0]!.part, /^change_log_\d{4}_\d{2}$/);
  assert.equal((await listChanges(directory.agent, { record: 'company', record_id: 1 })).changes.length, 1);
});
