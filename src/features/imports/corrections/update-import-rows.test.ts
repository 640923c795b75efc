import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { checkImport } from '#features/imports/check-import.ts';
import { createImport } from '#features/imports/create-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import { listImportRows } from '#features/imports/list-import-rows.ts';
import { updateFormat } from '#features/imports/mapping/update-format.ts';
import { startImport } from '#features/imports/start-import.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { checkImportRows } from './check-import-rows.ts';
import { createImportOfRefused } from './create-import-of-refused.ts';
import { listRowsToCorrect } from './list-rows-to-correct.ts';
import { updateImportRows } from './update-import-rows.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp();
  ctx = await app.ctxOfAgent('supervisor');
});
after(() => app.stop());

const code = (expected: string) => (error: unknown) => error instanceof Failure && error.code === expected;

async function checked(text: string): Promise<number> {
  const { id } = await createImport(ctx, {
    name: 'list.csv',
    bytes: (async function* () {
      yield Buffer.from(text);
    })(),
  });
  await checkImport(ctx, { id });
  await app.worker.runDue();
  return id;
}

const list =
  'Name,Email,Shoe size\nRuth,ruth@corrected.example,a\nTom,tom at corrected,b\n,nobody@corrected.example,c\n';

test('a refused row that is corrected in the page is imported with its correction, and the file stays as it was', async () => {
  const id = await checked(list);
  const { rows, columns, refused_count } = await listRowsToCorrect(ctx, { id, after: 0 });
  assert.deepEqual([refused_count, rows.map(({ line_number }) => line_number)], [2, [3, 4]]);
  assert.deepEqual(
    columns.map(({ header }) => header),
    ['Name', 'Email'],
    'a column that goes nowhere is of no use to whoever corrects',
  );
  await updateImportRows(ctx, {
    id,
    rows: [{ row_number: rows[0]!.row_number, cells: ['Tom', 'tom@corrected.example', 'b'] }],
  });
  assert.equal((await findImport(ctx, { id })).progress.check?.refused, 2, 'the check stands until it is made anew');
  await checkImport(ctx, { id });
  await app.worker.runDue();
  const again = await findImport(ctx, { id });
  assert.deepEqual([again.progress.check?.created, again.progress.check?.refused], [2, 1]);
  await startImport(ctx, { id });
  await app.worker.runDue();
  const { progress } = await findImport(ctx, { id });
  assert.deepEqual([progress.run?.created, progress.run?.refused, progress.run?.rows], [2, 1, 3]);
  await assert.rejects(
    updateImportRows(ctx, { id, rows: [{ row_number: 3, cells: ['Zoe', 'z@corrected.example', ''] }] }),
    code('imports.has_begun'),
  );
});

test('what is typed is checked against the directory and the other rows, and nothing of it stays', async () => {
  await createContact(ctx, { name: 'Ada Byron', email: 'ada@typing.example' });
  const id = await checked(
    `Name,Email\nA,no address\n${[1, 2, 3, 4, 5].map((n) => `B,b${n}@typing.example\n`).join('')}`,
  );
  const before = await findImport(ctx, { id });
  const told = await checkImportRows(ctx, {
    id,
    rows: [
      ['Grace', 'grace@typing.example'],
      ['Ada Lovelace', 'ada@typing.example'],
      ['Ada Lovelace', 'ADA@typing.example '],
      ['', 'new@typing.example'],
      ['Lost \ufffd', 'lost@typing.example'],
    ],
  });
  assert.deepEqual(
    told.map(({ outcome }) => outcome),
    ['created', 'updated', 'unchanged', 'refused', 'refused'],
  );
  assert.match(told[3]!.sentences.join(), /no name/);
  assert.deepEqual((await findImport(ctx, { id })).progress, before.progress);
  const rows = await listImportRows(ctx, { id, phase: 'check', outcome: 'refused' });
  assert.equal(rows.length, 1);
  await assert.rejects(checkImportRows(ctx, { id, rows: [['only one cell']] }), code('imports.cells_missing'));
  const many = Array.from({ length: 201 }, () => ['A', 'a@x.com']);
  await assert.rejects(checkImportRows(ctx, { id, rows: many }), code('imports.too_many_rows_at_once'));
});

test('dates are judged as they are typed in the order that the check has found in the whole file', async () => {
  await createCustomField(await app.ctxOfAdmin(), { record: 'contact', kind: 'date', label_en: 'Customer since' });
  const either = Array.from({ length: 300 }, (_, n) => `N${n},n${n}@dates.example,03/04/2024\n`).join('');
  const id = await checked(`Name,Email,Customer since\n${either}D,day first at dates,25/04/2024\n`);
  const found = await findImport(ctx, { id });
  assert.deepEqual(found.columns[2]!.told, { date_order: 'day_first' });
  assert.deepEqual([found.progress.check?.created, found.progress.check?.refused], [300, 1]);
  const typed = await checkImportRows(ctx, { id, rows: [['D', 'd@dates.example', '25/04/2024']] });
  assert.deepEqual(typed, [{ outcome: 'created', sentences: [] }]);
});

test('only rows that the check has refused can be corrected, and a file that is read differently forgets corrections', async () => {
  const id = await checked('Name,Email\nRuth,ruth@other.example\nTom,tom at other\n');
  const correct = (row_number: number, cells: string[]) => updateImportRows(ctx, { id, rows: [{ row_number, cells }] });
  await assert.rejects(correct(1, ['Eve', 'eve@other.example']), code('imports.row_not_refused'));
  await assert.rejects(correct(2, ['Eve']), code('imports.cells_missing'));
  await assert.rejects(
    updateImportRows(await app.ctxOfAgent('agent'), { id, rows: [] }),
    (error: unknown) => error instanceof Failure && error.kind === 'forbidden',
  );
  await correct(2, ['Tom', 'tom@other.example']);
  assert.equal((await listRowsToCorrect(ctx, { id, after: 0 })).rows[0]?.is_corrected, true);
  await updateFormat(ctx, { id, encoding: 'utf-8' });
  await checkImport(ctx, { id });
  await app.worker.runDue();
  assert.equal((await findImport(ctx, { id })).progress.check?.refused, 1);
});

test('what a finished import has refused becomes an import of its own, with the same mapping, ready to be corrected', async () => {
  const id = await checked('Name,Email\nRuth,ruth@further.example\n=Tom,tom at further\n');
  await assert.rejects(createImportOfRefused(ctx, { id }), code('imports.none_refused'));
  await startImport(ctx, { id });
  await app.worker.runDue();
  const further = await createImportOfRefused(ctx, { id });
  await app.worker.runDue();
  const { rows } = await listRowsToCorrect(ctx, { id: further.id, after: 0 });
  assert.deepEqual(rows[0]?.cells.slice(0, 2), ['=Tom', 'tom at further']);
  const cells = ['Tom', 'tom@further.example', ...rows[0]!.cells.slice(2)];
  await updateImportRows(ctx, { id: further.id, rows: [{ row_number: 1, cells }] });
  await startImport(ctx, { id: further.id });
  await app.worker.runDue();
  assert.equal((await findImport(ctx, { id: further.id })).progress.run?.created, 1);
});
