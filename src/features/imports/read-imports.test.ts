import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { checkImport } from './check-import.ts';
import { countImports } from './count-imports.ts';
import { createImport } from './create-import.ts';
import { findImport } from './find-import.ts';
import { updateFormat } from './mapping/update-format.ts';
import { updateMapping } from './mapping/update-mapping.ts';
import { readRows } from './read-rows.ts';
import { startImport } from './start-import.ts';
import { writeSampleFile } from './uploads/write-sample-file.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp();
  ctx = await app.ctxOfAgent('supervisor');
});
after(() => app.stop());

async function upload(text: string): Promise<number> {
  const bytes = (async function* () {
    yield Buffer.from(text);
  })();
  return (await createImport(ctx, { name: 'list.csv', bytes })).id;
}

async function checked(text: string) {
  const id = await upload(text);
  await checkImport(ctx, { id });
  await app.worker.runDue();
  return findImport(ctx, { id });
}

test('reading a file in another way guesses its columns anew and voids its check', async () => {
  const found = await checked('name,email\nRuth King,ruth@acorn.example\n');
  assert.equal(found.state, 'checked');
  await updateFormat(ctx, { id: found.id, delimiter: '|' });
  const { state, inspection, columns } = await findImport(ctx, { id: found.id });
  assert.equal(state, 'uploaded');
  assert.deepEqual(inspection.headers, ['name,email']);
  assert.equal(columns.length, 1);
});

test('a file that gives no rows when read another way says so, can not be imported so, and can be read back', async () => {
  const id = await upload('name,email\nRuth King,ruth@acorn.example\n');
  await updateFormat(ctx, { id, header_row: 2 });
  const hasNoRows = (error: unknown) => error instanceof Failure && error.code === 'tables.no_rows';
  await assert.rejects(checkImport(ctx, { id }), hasNoRows);
  await assert.rejects(startImport(ctx, { id }), hasNoRows);
  await updateFormat(ctx, { id, header_row: 1 });
  const { inspection } = await findImport(ctx, { id });
  assert.deepEqual([inspection.headers, inspection.problems], [['name', 'email'], []]);
});

test('the rows of a check are shown page by page, forwards and back, whose they are told by name', async () => {
  const lines = Array.from({ length: 30 }, (_, at) => `Person ${at},p${at}@acorn.example,Buyer`);
  const changed = lines.map((line) => line.replace('Buyer', 'CFO'));
  const found = await checked(`name,email,title\n${[...lines, ...changed].join('\n')}\n`);
  const first = await readRows(ctx, found, {});
  assert.equal(first!.view, 'updated');
  assert.deepEqual(
    first!.rows.map(({ row_number }) => row_number),
    [...Array(12).keys()].map((at) => at + 31),
  );
  assert.deepEqual(first!.rows[0]!.record, { id: null, name: 'Person 0' });
  assert.deepEqual(first!.rows[0]!.changes, [
    { ref: 'job_title', label: 'Job title', kind: 'text', before: 'Buyer', after: 'CFO' },
  ]);
  assert.deepEqual([first!.previous, first!.next], [null, 42]);
  const second = await readRows(ctx, found, { after: '42' });
  const last = await readRows(ctx, found, { after: String(second!.next) });
  assert.deepEqual([last!.rows.length, last!.next], [6, null]);
  const back = await readRows(ctx, found, { before: String(last!.previous) });
  assert.deepEqual(back!.rows, second!.rows);
  assert.deepEqual(first!.narrowings, [{ key: 'job_title', label: 'Job title', count: 30 }]);
});

test('rows can be narrowed to a field or a reason, and a reason is told in few words', async () => {
  const found = await checked('name,email\nRuth King,ruth@acorn.example\nNobody,\nTom,not-an-address\n');
  const refused = await readRows(ctx, found, { show: 'refused' });
  assert.deepEqual(
    refused!.narrowings.map(({ label, count }) => [label, count]),
    [
      ['No address, phone or external id', 1],
      ['Not an e-mail address', 1],
    ],
  );
  const narrowed = await readRows(ctx, found, { show: 'refused', reason: 'fields.not_an_email' });
  assert.deepEqual(
    narrowed!.rows.map(({ line_number }) => line_number),
    [4],
  );
  assert.equal(narrowed!.rows[0]!.sentences[0], 'email: “not-an-address” is not an e-mail address.');
});

test('contacts are invited afterwards exactly where the tick asked for it', async () => {
  const inviting = await upload('name,email\nMina Park,mina@acorn.example\nOmar Haddad,omar@acorn.example\n');
  assert.equal((await findImport(ctx, { id: inviting })).has_invitations, false);
  await updateMapping(ctx, { id: inviting, has_invitations: true });
  const silent = await upload('name,email\nLee Bada,bada@acorn.example\n');
  for (const id of [inviting, silent]) await startImport(ctx, { id });
  await app.worker.runDue();
  const started = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('bulk_action').select(['act', 'total_count']).execute(),
  );
  assert.deepEqual(started, [{ act: 'invite', total_count: 2 }]);
});

test('a sample file needs the right to import', async () => {
  const agent = await app.ctxOfAgent('agent');
  await assert.rejects(
    writeSampleFile(agent, { record: 'contact', language: 'ko', kind: 'csv' }),
    (error: unknown) => error instanceof Failure && error.kind === 'forbidden',
  );
});

test('imports at work are counted until they are done', async () => {
  const id = await upload('name,email\nRuth King,ruth.count@acorn.example\n');
  assert.equal(await countImports(ctx), 0);
  await checkImport(ctx, { id });
  assert.equal(await countImports(ctx), 1);
  await app.worker.runDue();
  assert.equal(await countImports(ctx), 0);
});
