import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Command, CommandContext } from '#platform/command.ts';
import { Failure } from '#platform/failure.ts';
import { readArguments } from '#platform/read-arguments.ts';
import { makeFile } from '../../../test/make-file.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { importUndoCommand } from './import-lifecycle.command.ts';
import { importCompaniesCommand } from './imports.command.ts';

let app: TestApp;
let ctx: CommandContext;
before(async () => {
  app = await startApp();
  ctx = { ...app.systemCtx(), worker: app.worker, home_url: 'https://help.example.com', inAccount: app.systemCtx };
});
after(() => app.stop());

async function typed(command: Command, ...argv: string[]): Promise<string[]> {
  const answers: string[] = [];
  const terminal = { answer: (line: string) => void answers.push(line), remark() {}, progress() {} };
  await command.run(ctx, readArguments(command, argv), terminal);
  return answers;
}

test('maru import companies checks, imports and answers as with contacts; maru import undo takes it back', async () => {
  const path = makeFile('Firm,Parent,Tier\nPart Ltd,Far Group,Gold\nOther Ltd,,Silver\n');
  const map = ['--map', 'Firm=name', '--rule', 'parent_company=if_empty'];
  const counts = ([line]: string[]) => {
    const { rows, created, updated, unchanged, refused } = JSON.parse(line!);
    return { rows, created, updated, unchanged, refused };
  };
  const refused = { rows: 2, created: 1, updated: 0, unchanged: 0, refused: 1 };
  assert.deepEqual(counts(await typed(importCompaniesCommand, path, ...map, '--check', '--json')), refused);
  const all = { rows: 2, created: 2, updated: 0, unchanged: 0, refused: 0 };
  const answer = await typed(importCompaniesCommand, path, ...map, '--create-parents', '--json');
  assert.deepEqual(counts(answer), all);
  const again = { rows: 2, created: 0, updated: 0, unchanged: 2, refused: 0 };
  assert.deepEqual(counts(await typed(importCompaniesCommand, path, ...map, '--json')), again);
  const [undone] = await typed(importUndoCommand, String(JSON.parse(answer[0]!).id), '--json');
  const { removed, kept, companies_removed } = JSON.parse(undone!);
  assert.deepEqual([removed, kept, companies_removed], [3, 0, 0]);
});

test('maru import companies refuses what belongs to contacts, and a list without names', async () => {
  const path = makeFile('Firm,Mail\nA,a@a.example\n');
  const code = (expected: string) => (error: unknown) => error instanceof Failure && error.code === expected;
  await assert.rejects(typed(importCompaniesCommand, path, '--map', 'Mail=email'), code('imports.unknown_field'));
  await assert.rejects(typed(importCompaniesCommand, path), code('imports.no_company_to_know_by'));
});
