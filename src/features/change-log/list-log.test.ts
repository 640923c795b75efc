import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createSession } from '#features/sessions/create-session.ts';
import { createClock } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { stripFormulaGuard } from '#platform/tables/formula-guard.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { actsOfRecords } from './acts-of-records.ts';
import type { Change } from './change.ts';
import { listLog } from './list-log.ts';
import { listLogPeople } from './list-log-people.ts';
import { type LogFilter, logFilterFields, readLogFilter } from './log-filter.ts';
import { recordChange } from './record-change.ts';
import { writeLog } from './write-log.ts';

let directory: TestDirectory;
let supervisor: Context;
before(async () => {
  directory = await startDirectory();
  supervisor = directory.supervisor;
  const { agent, system } = directory;
  const at = async (ctx: Context, day: string, change: Change) => {
    const clock = createClock();
    clock.offset_ms = Date.parse(day) - Date.now();
    await recordChange({ ...ctx, clock }, change);
  };
  // Seoul is nine hours ahead: the first falls on the 11th there.
  await at(agent, '2026-03-10T16:00:00Z', { record: 'contact', record_id: 7, act: 'created' });
  await at(agent, '2026-03-12T01:00:00Z', { record: 'company', record_id: 3, act: 'created' });
  await at(agent, '2026-03-12T02:00:00Z', {
    record: 'contact',
    record_id: 7,
    act: 'updated',
    changes: { name: [null, '=1+1'], phone: ['+82 2', '02\n555'], tags: [null, ['@a', 'b']] },
  });
  await at(system, '2026-03-13T01:00:00Z', { record: 'contact', record_id: 8, act: 'updated' });
});
after(() => directory.stop());

/** Nothing of what starting the directory has left. */
const ours: LogFilter = { from: '2026-03-01', until: '2026-03-31' };
async function found(filter: LogFilter): Promise<string[]> {
  const { entries } = await listLog(supervisor, { ...ours, ...filter });
  return entries.map(({ record, record_id, act }) => `${record} ${record_id} ${act}`);
}

test('the log is narrowed by person, record, act and days of the account’s time zone', async () => {
  const { caller } = directory.agent;
  const id = caller.kind === 'agent' ? caller.agent_id : 0;
  const all = ['contact 8 updated', 'contact 7 updated', 'company 3 created', 'contact 7 created'];
  assert.deepEqual(await found({}), all);
  assert.deepEqual(await found({ person: { kind: 'agent', id } }), all.slice(1));
  assert.deepEqual(await found({ person: { kind: 'contact', id } }), []);
  assert.deepEqual(await found({ record: 'contact' }), [all[0], all[1], all[3]]);
  assert.deepEqual(await found({ record: 'contact', record_id: 7 }), [all[1], all[3]]);
  assert.deepEqual(await found({ record: 'contact', act: 'updated' }), all.slice(0, 2));
  assert.deepEqual(await found({ record: 'contact', record_id: 7, act: 'created', person: { kind: 'agent', id } }), [
    all[3],
  ]);
  assert.deepEqual(await found({ from: '2026-03-11', until: '2026-03-11' }), [all[3]]);
  assert.deepEqual(await found({ from: '2026-03-12', until: '2026-03-12' }), all.slice(1, 3));
});

test('it comes page by page, whatever it is narrowed to', async () => {
  for (const filter of [{}, { record: 'contact' }, { record: 'contact', record_id: 7 }] satisfies LogFilter[]) {
    const whole = await listLog(supervisor, { ...ours, ...filter });
    const walked: number[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page = await listLog(supervisor, { ...ours, ...filter, limit: 1, ...(after && { after }) });
      walked.push(...page.entries.map(({ id }) => id));
      after = page.next;
    }
    assert.deepEqual(
      walked,
      whole.entries.map(({ id }) => id),
    );
  }
});

test('an address says the filter and nothing else, and nonsense in it is left out', () => {
  const filter: LogFilter = {
    person: { kind: 'agent', id: 4 },
    record: 'contact',
    record_id: 7,
    act: 'updated',
    from: '2026-03-01',
    until: '2026-03-02',
  };
  assert.deepEqual(readLogFilter(logFilterFields(filter)), filter);
  const nonsense = { person: 'agent-x', record: 'toString', record_id: '7', act: 'updated', from: '2026-13-45' };
  assert.deepEqual(readLogFilter({ ...nonsense, until: "1' or 1=1" }), {});
  assert.deepEqual(readLogFilter({ record: 'company', act: 'invited' }), { record: 'company' });
  for (const [record, acts] of Object.entries(actsOfRecords)) assert.ok(acts.length > 0, record);
});

test('H01 the file has a line for each field, formulas in it are guarded, and taking it is written down', async () => {
  const pieces: Uint8Array[] = [];
  for await (const piece of await writeLog(supervisor, { ...ours, record: 'contact', record_id: 7 }))
    pieces.push(piece);
  const text = Buffer.concat(pieces).toString('utf8');
  assert.ok(text.startsWith('\ufeffid,at,person_kind,'));
  assert.equal(text.match(/,updated,/g)!.length, 3);
  for (const guarded of [",'=1+1,", ",'+82 2,", `,"'@a, b",`]) assert.ok(text.includes(guarded), guarded);
  assert.equal(stripFormulaGuard("'=1+1"), '=1+1');
  const { entries } = await listLog(supervisor, { record: 'account', act: 'change_log_exported' });
  assert.equal(entries.length, 1);
});

test('a long log is written whole', async () => {
  const { agent } = directory;
  for (let count = 0; count < 1_203; count++)
    await recordChange(agent, { record: 'contact', record_id: 99, act: 'updated' });
  let text = '';
  for await (const piece of await writeLog(supervisor, { record: 'contact', record_id: 99 }))
    text += Buffer.from(piece);
  const ids = text
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[0]);
  assert.deepEqual([ids.length, new Set(ids).size], [1_203, 1_203]);
});

test('F01 the log is for supervisors of its own account', async () => {
  const { agent, stranger } = directory;
  for (const act of [listLog, listLogPeople, writeLog])
    await assert.rejects(act(agent, { person: undefined } as never), { kind: 'forbidden' });
  assert.deepEqual((await listLog(stranger, ours)).entries, []);
  const people = await listLogPeople(stranger, { person: { kind: 'contact', id: 7 } });
  assert.equal(people.length, 1, 'its own admin and nobody else');
});

test('the file is fetched by a form, and looking at the page takes nothing out', async () => {
  const agent_id = supervisor.caller.kind === 'agent' ? supervisor.caller.agent_id : 0;
  const { token } = await createSession(supervisor, { agent_id, is_remembered: false });
  const cookie = `__Host-agent_session=${token}`;
  const body = new URLSearchParams({ record: 'contact', record_id: '7' });
  const answer = await directory.ask('/settings/change-log.csv', { method: 'POST', cookie, body });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-disposition')!, /^attachment; filename="change-log-[\d-]+\.csv"$/);
  assert.equal((await answer.text()).match(/,contact,7,/g)!.length, 4);
  assert.equal((await directory.ask('/settings/change-log.csv', { cookie })).status, 404);
});
