import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import iconv from 'iconv-lite';
import { checkImport } from '#features/imports/check-import.ts';
import { createImport, type NewImport } from '#features/imports/create-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import { importContactsCommand } from '#features/imports/imports.command.ts';
import { startImport } from '#features/imports/start-import.ts';
import type { Context } from '#platform/context.ts';
import { makeFile } from '../../../../test/make-file.ts';
import { makeWorkbook, textRow } from '../../../../test/make-workbook.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { updateFormat } from './update-format.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp();
  ctx = await app.ctxOfAgent('supervisor');
});
after(() => app.stop());

function upload(content: string | Uint8Array, more: Partial<NewImport> = { can_be_corrected: true }) {
  const bytes = (async function* () {
    yield Buffer.from(content as Uint8Array);
  })();
  return createImport(ctx, { name: 'list', bytes, ...more });
}

async function readAs(id: number) {
  const { format, inspection, columns } = await findImport(ctx, { id });
  const { header_row } = format;
  return { format, header_row, codes: inspection.problems.map(({ code }) => code), inspection, columns };
}

test('G02 a header in a wrong encoding is taken in with its problem, refused to be imported, and read again', async () => {
  const { id } = await upload(iconv.encode('이름,이메일\n김하늘,haneul@x.kr\n', 'cp949'), {
    told: { encoding: 'utf-8' },
    can_be_corrected: true,
  });
  assert.deepEqual((await readAs(id)).codes, ['tables.broken_header']);
  await assert.rejects(checkImport(ctx, { id }), { code: 'tables.broken_header' });
  await assert.rejects(startImport(ctx, { id }), { code: 'tables.broken_header' });
  await updateFormat(ctx, { id, encoding: 'cp949', header_row: 1 });
  const { codes, columns, inspection } = await readAs(id);
  assert.deepEqual([codes, columns.map(({ field }) => field)], [[], ['name', 'email']]);
  assert.deepEqual(inspection.first_lines[1], { line_number: 2, cells: ['김하늘', 'haneul@x.kr'] });
  await startImport(ctx, { id });
  await app.worker.runDue();
  assert.equal((await findImport(ctx, { id })).progress.run?.created, 1);
});

test('G03 a list without column names is imported from its first line once that is said', async () => {
  const { id } = await upload('Ruth King,ruth@x.com\nZoe Kay,zoe@x.com\n');
  assert.deepEqual((await readAs(id)).codes, ['tables.no_header']);
  await updateFormat(ctx, { id, header_row: 0 });
  const { codes, inspection } = await readAs(id);
  assert.deepEqual([codes, inspection.headers], [[], ['A', 'B']]);
});

test('nobody looks on at the command line, so there a table with a problem is refused and leaves nothing behind', async () => {
  await assert.rejects(upload('Ruth,ruth@x.com\nZoe,zoe@x.com\n', {}), { code: 'tables.no_header' });
  const { id } = await upload('Ruth,ruth@x.com\nZoe,zoe@x.com\n', { told: { header_row: 0 } });
  assert.equal((await readAs(id)).header_row, 0);
});

test('the command line is told how a file is to be read', async () => {
  const path = makeFile(iconv.encode('씨,주소\t\n김하늘\tcli@x.kr\n', 'cp949'));
  const said: string[] = [];
  const terminal = { answer: (line: string) => said.push(line), remark: () => {}, progress: () => {} };
  const command = {
    ...app.systemCtx(),
    worker: app.worker,
    home_url: 'http://localhost:3000',
    inAccount: app.systemCtx,
  };
  const options = { encoding: 'cp949', delimiter: 'tab', 'header-row': '0', map: ['A=name', 'B=email'], json: true };
  await importContactsCommand.run(command, { words: [path], options }, terminal);
  const { rows, created, refused } = JSON.parse(said[0]!);
  assert.deepEqual([rows, created, refused], [2, 1, 1]);
  const wrong = importContactsCommand.run(command, { words: [path], options: { 'header-row': 'x' } }, terminal);
  await assert.rejects(wrong, { code: 'imports.no_line_number' });
});

test('G02 G03 G04 what nobody can choose is refused with the field, and the import stays as it was', async () => {
  const { id } = await upload('Name,Email\nRuth,ruth@x.com\n');
  const before = await readAs(id);
  for (const [told, code, field] of [
    [{ encoding: 'latin-7' }, 'platform.not_a_choice', 'encoding'],
    [{ delimiter: ',,' }, 'platform.not_a_choice', 'delimiter'],
    [{ header_row: -1 }, 'imports.no_line_number', 'header_row'],
    [{ header_row: 1.5 }, 'imports.no_line_number', 'header_row'],
    [{ header_row: Number.NaN }, 'imports.no_line_number', 'header_row'],
    [{ header_row: 99 }, 'tables.no_such_line', undefined],
  ] as const) {
    await assert.rejects(updateFormat(ctx, { id, ...told }), (error: { code: string; more: { field?: string } }) => {
      assert.deepEqual([error.code, error.more.field], [code, field], JSON.stringify(told));
      return true;
    });
  }
  assert.deepEqual(await readAs(id), before);
});

test('G04 another sheet is looked at anew: the line of the column names in the first one tells nothing', async () => {
  const list = (head: string[], at: number) =>
    [textRow(at, head), ...[1, 2, 3].map((more) => textRow(at + more, ['x', `x${more}@x.com`]))].join('');
  const sheets = { One: list(['Name', 'Email'], 5), Two: list(['Name', 'Email', 'Phone'], 2) };
  const { id } = await upload(await readFile(await makeWorkbook({ sheets })));
  assert.equal((await readAs(id)).header_row, 2);
  await updateFormat(ctx, { id, sheet: 'One', header_row: 2 });
  assert.equal((await readAs(id)).header_row, 5);
  await updateFormat(ctx, { id, sheet: 'One', header_row: 6 });
  assert.equal((await readAs(id)).header_row, 6);
  await assert.rejects(updateFormat(ctx, { id, sheet: 'Three' }), { code: 'tables.no_such_sheet' });
});
