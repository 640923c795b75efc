import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { agentPassword, makeAgent } from '../../../test/make.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { signInAgent } from './sign-in-agent.ts';

let app: TestApp;
let network = 0;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

function ending(email: string, password: string): Promise<string> {
  network++;
  const ip = `198.51.${Math.floor(network / 250)}.${network % 250}`;
  const stranger = { ...app.ctxOfStranger(), origin: { request_id: 'r', ip, user_agent: 'test' } };
  return signInAgent(stranger, { email, password, is_remembered: false, device: null }).then(
    () => 'in',
    (error) => {
      if (!(error instanceof Failure)) throw error;
      return error.code;
    },
  );
}

test('A08 an agent who signs in while the machine is too busy to compare passwords has not failed, and is not locked out', async () => {
  await makeAgent(await app.ctxOfAdmin(), { email: 'hana@acorn.example' });
  // More than are compared at once and wait in line, of nobody.
  const flood = Array.from({ length: 150 }, (_, n) => ending(`flood${n}@acorn.example`, 'wrong'));
  const own = await Promise.all(Array.from({ length: 12 }, () => ending('hana@acorn.example', agentPassword)));
  await Promise.all(flood);
  assert.ok(own.includes('platform.busy'), own.join());
  const kept = await inTransaction(app.systemCtx(), ({ db }) =>
    db
      .selectFrom('agent')
      .select(['locked_until', 'failed_sign_in_count'])
      .where('email', '=', 'hana@acorn.example')
      .executeTakeFirstOrThrow(),
  );
  assert.deepEqual(kept, { locked_until: null, failed_sign_in_count: 0 });
  assert.equal(await ending('hana@acorn.example', agentPassword), 'in');
});
