import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CommandContext } from '#platform/command.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { readArguments } from '#platform/read-arguments.ts';
import { makeFile } from '../../../../test/make-file.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { importFilesCommand } from './import-files.command.ts';

let app: TestApp;
let ctx: CommandContext;
before(async () => {
  app = await startApp();
  ctx = { ...app.systemCtx(), worker: app.worker, home_url: 'https://help.example.com', inAccount: app.systemCtx };
});
after(() => app.stop());

async function typed(...argv: string[]): Promise<string[]> {
  const answers: string[] = [];
  const terminal = { answer: (line: string) => void answers.push(line), remark() {}, progress() {} };
  await importFilesCommand.run(ctx, readArguments(importFilesCommand, argv), terminal);
  return answers;
}

test('maru import files takes companies first, whatever their place, so that contacts find them', async () => {
  const people = makeFile('Full name,Email,Company\nAnn Lee,ann@x.example,Northwind\nBo Park,bo@x.example,Elsewhere\n');
  const firms = makeFile('Company name,Domains\nNorthwind,northwind.example\n');
  const told = (await typed(people, firms, '--json')).map((line) => {
    const { rows, created, refused } = JSON.parse(line);
    return { rows, created, refused };
  });
  assert.deepEqual(told, [
    { rows: 1, created: 1, refused: 0 },
    { rows: 2, created: 1, refused: 1 },
  ]);
});

test('two lists with the same new column make one field of it', async () => {
  const list = (name: string) => makeFile(`Full name,Email,Contract no.\n${name},${name}@y.example,C-1\n`);
  const told = await typed(list('Cy'), list('Di'), '--create-fields', '--json');
  assert.deepEqual(
    told.map((line) => JSON.parse(line).created),
    [1, 1],
  );
  const fields = await inTransaction(ctx, ({ db }) => db.selectFrom('custom_field').select('id').execute());
  assert.equal(fields.length, 1);
});

test('maru import files wants two files, and those that are there', async () => {
  const code = (expected: string) => (error: unknown) => error instanceof Failure && error.code === expected;
  const one = makeFile('Name,Email\nA,a@x.example\n');
  await assert.rejects(typed(one), code('imports.no_files'));
  await assert.rejects(typed(one, '/nowhere/list.csv'), code('imports.no_such_file'));
});
