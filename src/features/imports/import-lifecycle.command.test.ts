import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Command, CommandContext } from '#platform/command.ts';
import { Failure } from '#platform/failure.ts';
import { readArguments } from '#platform/read-arguments.ts';
import { bytesOf, importText } from '../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { createImport } from './create-import.ts';
import { findImport } from './find-import.ts';
import {
  importCancelCommand,
  importPauseCommand,
  importResumeCommand,
  importUndoCommand,
} from './import-lifecycle.command.ts';
import { startImport } from './start-import.ts';

let app: TestApp;
let ctx: CommandContext;
before(async () => {
  app = await startApp();
  ctx = { ...app.systemCtx(), worker: app.worker, home_url: 'https://help.example.com', inAccount: app.systemCtx };
});
after(() => app.stop());

const code = (expected: string) => (error: unknown) => error instanceof Failure && error.code === expected;

async function typed(command: Command, ...argv: string[]): Promise<string[]> {
  const answers: string[] = [];
  const terminal = { answer: (line: string) => void answers.push(line), remark() {}, progress() {} };
  await command.run(ctx, readArguments(command, argv), terminal);
  return answers;
}

test('maru import pause, resume and cancel do what they say, and ask which one', async () => {
  const { id } = await createImport(ctx, { name: 'list.csv', bytes: bytesOf('Name,Email\nA,a@x.com\n') });
  await assert.rejects(typed(importPauseCommand, String(id)), code('imports.is_not_running'));
  await startImport(ctx, { id });
  assert.deepEqual(await typed(importPauseCommand, String(id)), [
    `Import ${id} is paused. Go on with: maru import resume ${id}`,
  ]);
  assert.deepEqual(await typed(importResumeCommand, String(id)), [`Import ${id} goes on.`]);
  assert.deepEqual(await typed(importCancelCommand, String(id)), [`Import ${id} is cancelled.`]);
  assert.equal((await findImport(ctx, { id })).state, 'cancelled');
  await assert.rejects(typed(importUndoCommand, String(id)), code('imports.nothing_to_undo'));
  for (const command of [importPauseCommand, importResumeCommand, importCancelCommand, importUndoCommand]) {
    await assert.rejects(typed(command), code('imports.say_which'));
    await assert.rejects(typed(command, 'one'), code('imports.say_which'));
  }
});

test('maru import undo waits until it is done and says what went, what went back and what stays', async () => {
  await importText(app, ctx, 'Name,Email,Title\nOld,old@x.com,Buyer\n');
  const id = await importText(app, ctx, 'Name,Email,Title,Company\nOld,old@x.com,CFO,\nNew,new@x.com,,Acme\n');
  assert.deepEqual(await typed(importUndoCommand, String(id)), [
    `Import ${id} is undone.`,
    '  Removed: 1',
    '  Put back: 1',
    '  Stays: 0',
    '  Companies removed: 1',
    '  Companies that stay: 0',
  ]);
  const again = JSON.parse((await typed(importUndoCommand, String(id), '--json'))[0]!);
  assert.ok(again.seconds >= 0);
  assert.deepEqual(
    { ...again, seconds: 0 },
    {
      ...{ id, removed: 1, companies_removed: 1, restored: 1, kept: 0, companies_kept: 0, seconds: 0 },
    },
  );
});
