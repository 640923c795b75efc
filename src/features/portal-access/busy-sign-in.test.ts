import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, contactPassword, insertContact } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { signIn } from './sign-in.ts';

let app: TestApp;
let network = 0;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

function stranger(): Context {
  network++;
  const ip = `198.51.${Math.floor(network / 250)}.${network % 250}`;
  return { ...app.ctxOfStranger(), origin: { request_id: 'r', ip, user_agent: 'test' } };
}

const ending = (email: string, password: string): Promise<string> =>
  signIn(stranger(), { email, password, is_remembered: false, device: null }).then(
    () => 'in',
    (error) => {
      if (!(error instanceof Failure)) throw error;
      return error.code;
    },
  );

test('A08 whoever signs in while the machine is too busy to compare passwords has not failed, and is not locked out', async () => {
  const ctx = app.systemCtx();
  const id = await insertContact(ctx, { email: 'ruth@hanbit.example' });
  await activateContact(ctx, id);
  // More than are compared at once and wait in line, of nobody.
  const flood = Array.from({ length: 150 }, (_, n) => ending(`flood${n}@hanbit.example`, 'wrong'));
  const own = await Promise.all(Array.from({ length: 8 }, () => ending('ruth@hanbit.example', contactPassword)));
  const endings = new Set(await Promise.all(flood));
  assert.deepEqual([...endings].sort(), ['platform.busy', 'portal_access.not_authorized']);
  assert.deepEqual(
    own.filter((one) => one !== 'in' && one !== 'platform.busy'),
    [],
  );
  const kept = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('contact')
      .innerJoin('contact_credential', 'contact_credential.contact_id', 'contact.id')
      .select(['locked_by', 'failed_sign_in_count'])
      .where('contact.id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  assert.deepEqual(kept, { locked_by: null, failed_sign_in_count: 0 });
  assert.equal(await ending('ruth@hanbit.example', contactPassword), 'in');
});
