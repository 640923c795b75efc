import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sendAgentReset } from '#features/agents/send-agent-reset.ts';
import { listChanges } from '#features/change-log/list-changes.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { countMail } from '#features/outbox/count-mail.ts';
import { switchMail } from '#features/outbox/switch-mail.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { insertContact } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { finishRestore } from './finish-restore.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 2 });
  for (const account_id of [1, 2]) {
    const admin = await app.ctxOfAdmin(account_id);
    await switchMail(admin, { is_on: true });
    await sendAgentReset(app.ctxOfStranger(account_id), { email: 'adam@acorn.example' });
    await inviteContact(admin, { contact_id: await insertContact(admin) });
  }
});
after(() => app.stop());

const sessions = (ctx: Context) => inTransaction(ctx, ({ db }) => db.selectFrom('session').select('id').execute());
const isMailOn = (ctx: Context) =>
  inTransaction(ctx, ({ db }) => db.selectFrom('account').select('is_mail_to_customers_on as is_on').execute());

test('F01 what a restore settles in one account is that account’s only', async () => {
  const [one, other] = [app.systemCtx(1), app.systemCtx(2)];
  const finished = await finishRestore(one, { work: [] });
  assert.deepEqual(finished, {
    account_id: 1,
    name: 'Acorn Support 1',
    was_mail_on: true,
    waiting_mail_count: 1,
    cancelled_mail_count: 1,
  });
  assert.deepEqual([(await sessions(one)).length, (await sessions(other)).length], [0, 1]);
  assert.deepEqual([...(await isMailOn(one)), ...(await isMailOn(other))], [{ is_on: false }, { is_on: true }]);
  assert.equal((await countMail(one)).of_state.cancelled, 1);
  assert.equal((await countMail(other)).of_state.waiting, 2);
});

test('a restore stands in the account’s own timeline', async () => {
  const { changes } = await listChanges(await app.ctxOfAdmin(), { record: 'account', record_id: 1 });
  assert.deepEqual(
    changes.slice(0, 2).map(({ act, caller }) => [act, caller.kind]),
    [
      ['restored', 'system'],
      ['mail_switched_off', 'system'],
    ],
  );
});
