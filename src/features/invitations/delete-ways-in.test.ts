import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { contactPassword, insertContact } from '../../../test/portal.ts';
import { change, signUp, signUpToken, stranger } from '../../../test/sign-ups.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { acceptSignUp } from './sign-up/accept-sign-up.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp();
  ctx = app.systemCtx();
  await change(app, { sign_up: 'anyone' });
});
after(() => app.stop());

test('E03 a passkey that somebody put in before the address was proved is gone once its owner comes in', async () => {
  const id = await insertContact(ctx, { email: 'planted@hanbit.example' });
  const passkeysOf = () =>
    inTransaction(ctx, ({ db }) => db.selectFrom('passkey').select('name').where('contact_id', '=', id).execute());
  await inTransaction(ctx, ({ db, clock }) =>
    db
      .insertInto('passkey')
      .values({
        account_id: 1,
        contact_id: id,
        credential_id: Buffer.from('planted'),
        public_key: Buffer.from('key'),
        is_backup_eligible: false,
        is_backed_up: false,
        name: 'Mallory’s',
        created_at: clock.now(),
      })
      .execute(),
  );
  assert.equal((await passkeysOf()).length, 1);
  await signUp(app, 'planted@hanbit.example', { name: 'Ruth' });
  const token = await signUpToken(app, 'planted@hanbit.example');
  assert.ok(await acceptSignUp(stranger(app), { token, password: contactPassword }));
  assert.deepEqual(await passkeysOf(), []);
});
