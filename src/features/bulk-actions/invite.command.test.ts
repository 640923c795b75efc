import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CommandContext } from '#platform/command.ts';
import { Failure } from '#platform/failure.ts';
import { readArguments } from '#platform/read-arguments.ts';
import { activateContact, insertContact } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { findBulkAction } from './find-bulk-action.ts';
import { inviteCommand } from './invite.command.ts';

let app: TestApp;
let ctx: CommandContext;
before(async () => {
  app = await startApp();
  ctx = { ...app.systemCtx(), worker: app.worker, home_url: 'https://help.example.com', inAccount: app.systemCtx };
});
after(() => app.stop());

/** What the command says on standard output, a line each, and beside it. */
async function typed(...argv: string[]): Promise<{ answers: string[]; remarks: string[] }> {
  const answers: string[] = [];
  const remarks: string[] = [];
  const terminal = {
    answer: (line: string) => void answers.push(line),
    remark: (line: string) => void remarks.push(line),
    progress() {},
  };
  await inviteCommand.run(ctx, readArguments(inviteCommand, argv), terminal);
  return { answers, remarks };
}

test('maru invite sends to all who are unverified, says who is left out, and that mail is off', async () => {
  assert.deepEqual((await typed('--all-unverified')).answers, ['Nobody is unverified, so there is nobody to invite.']);
  const first = await insertContact(ctx);
  await insertContact(ctx);
  await insertContact(ctx, { email: null });
  await activateContact(ctx, await insertContact(ctx));
  const { answers, remarks } = await typed('--all-unverified');
  assert.match(answers[0]!, /^2 invitations go out at \d{1,2}:\d\d [AP]M\./);
  assert.deepEqual(answers.slice(1), ['1 left out: Without an e-mail address']);
  assert.match(remarks[0]!, /maru mail on/);
  const one = JSON.parse((await typed(String(first), '--json')).answers[0]!);
  assert.deepEqual(
    { ...one, bulk_action_id: 0, starts_at: '' },
    {
      bulk_action_id: 0,
      selected: 1,
      invited: 1,
      left_out: {},
      starts_at: '',
      is_mail_to_customers_on: false,
    },
  );
  await app.worker.runDue();
  assert.equal((await findBulkAction(ctx, { id: one.bulk_action_id })).state, 'done');
});

test('maru invite asks whom, and refuses what is no id or nobody’s', async () => {
  for (const [argv, code] of [
    [[], 'bulk_actions.whom'],
    [['--all-unverified', '7'], 'bulk_actions.all_or_some'],
    [['kim@hanbit.example'], 'bulk_actions.not_an_id'],
    [['99999'], 'bulk_actions.nobody'],
  ] as const) {
    await assert.rejects(typed(...argv), (error) => error instanceof Failure && error.code === code, argv.join(' '));
  }
});
