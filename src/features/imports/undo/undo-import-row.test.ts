import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createImport } from '#features/imports/create-import.ts';
import { listCreatedRows } from '#features/imports/list-created-rows.ts';
import { listImportRows } from '#features/imports/list-import-rows.ts';
import type { Context } from '#platform/context.ts';
import { Failure } from '#platform/failure.ts';
import { bytesOf, contactOf, importText, undoWhole } from '../../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { undoImportRow } from './undo-import-row.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp({ accounts: 2 });
  ctx = await app.ctxOfAdmin();
});
after(() => app.stop());

const code = (expected: string) => (error: unknown) => error instanceof Failure && error.code === expected;

test('what one row did is undone by itself, through all rows of its contact, and the undo of the whole leaves it alone then', async () => {
  const { id: old } = await createContact(ctx, { name: 'Two Rows', email: 'two@u4.com', job_title: 'A' });
  const id = await importText(
    app,
    ctx,
    'Name,Email,Title\nTwo Rows,two@u4.com,B\nNew,new@u4.com,\nNew 2,new2@u4.com,\nX,x@u4.com,\nTwo Rows,two@u4.com,C\nNew,new@u4.com,late\n',
  );
  assert.deepEqual(await undoImportRow(ctx, { id, row_number: 1 }), { outcome: 'restored' });
  assert.equal((await findContact(ctx, { id: old })).job_title, 'A');
  assert.deepEqual(await undoImportRow(ctx, { id, row_number: 3 }), { outcome: 'removed' });
  assert.equal(await contactOf(ctx, 'new2@u4.com'), undefined);
  await updateContact(ctx, { id: (await contactOf(ctx, 'x@u4.com'))!, job_title: 'Edited' });
  assert.deepEqual(await undoImportRow(ctx, { id, row_number: 4 }), { outcome: 'kept' });
  assert.deepEqual(await undoImportRow(ctx, { id, row_number: 3 }), { outcome: 'removed' }, 'twice is once');
  await assert.rejects(undoImportRow(ctx, { id, row_number: 99 }), code('imports.row_did_nothing'));
  const created = await listCreatedRows(ctx, { id });
  assert.deepEqual(
    created.map(({ row_number, record_name, undone }) => [row_number, record_name, undone]),
    [
      [2, 'New', null],
      [3, null, 'removed'],
      [4, 'X', 'kept'],
    ],
  );
  const updated = await listImportRows(ctx, { id, phase: 'run', outcome: 'updated' });
  assert.deepEqual(
    updated.map(({ row_number, undone }) => [row_number, undone]),
    [
      [1, 'restored'],
      [5, 'restored'],
      [6, null],
    ],
  );
  // What an agent does to a restored one afterwards is his own.
  await updateContact(ctx, { id: old, job_title: 'B' });
  const { undo } = await undoWhole(app, ctx, id);
  assert.deepEqual([undo?.removed, undo?.restored, undo?.kept], [2, 1, 1]);
  assert.equal((await findContact(ctx, { id: old })).job_title, 'B');
  await assert.rejects(undoImportRow(ctx, { id, row_number: 4 }), code('imports.is_undone'));
});

test('created rows are listed page by page, forwards and backwards, over the stretches of the run', async () => {
  const rows = Array.from({ length: 20 }, (_, n) => `P${n},${n % 4 === 0 ? 'no address' : `p${n}@u5.com`}\n`).join('');
  const id = await importText(app, ctx, `Name,Email\n${rows}`);
  const all = (await listCreatedRows(ctx, { id })).map(({ row_number }) => row_number);
  assert.deepEqual(
    all,
    [...Array(20).keys()].filter((n) => n % 4 !== 0).map((n) => n + 1),
  );
  const forwards = await listCreatedRows(ctx, { id, after: 4, limit: 6 });
  assert.deepEqual(
    forwards.map(({ row_number }) => row_number),
    [6, 7, 8, 10, 11, 12],
  );
  const backwards = await listCreatedRows(ctx, { id, before: 14, limit: 6 });
  assert.deepEqual(
    backwards.map(({ row_number }) => row_number),
    [6, 7, 8, 10, 11, 12],
  );
});

test('only an admin undoes a row, and only of an import that is over', async () => {
  const { id } = await createImport(ctx, { name: 'list.csv', bytes: bytesOf('Name,Email\nQ,q@u7.com\n') });
  const supervisor = await app.ctxOfAgent('supervisor');
  await assert.rejects(undoImportRow(supervisor, { id, row_number: 1 }), code('platform.forbidden'));
  await assert.rejects(undoImportRow(ctx, { id, row_number: 1 }), code('imports.can_not_undo_yet'));
  await assert.rejects(undoImportRow(await app.ctxOfAdmin(2), { id, row_number: 1 }), code('platform.not_found'));
});
