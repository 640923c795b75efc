import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, contactPassword, insertContact } from '../../../../test/portal.ts';
import { canSignIn, change, mailsBy, signUp, signUpToken, stranger } from '../../../../test/sign-ups.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { acceptSignUp } from './accept-sign-up.ts';
import { approveSignUps } from './approve-sign-ups.ts';
import { countSignUps } from './count-sign-ups.ts';
import { deleteEndedSignUps } from './delete-ended-sign-ups.ts';
import { listSignUps } from './list-sign-ups.ts';
import { refuseSignUps } from './refuse-sign-ups.ts';

let app: TestApp;
let admin: Context;
let ctx: Context;
before(async () => {
  app = await startApp();
  ctx = app.systemCtx();
  admin = await app.ctxOfAdmin();
  await change(app, { sign_up: 'anyone', has_sign_up_approval: 'Y' });
});
after(() => app.stop());

const contactOf = (email: string) =>
  inTransaction(ctx, ({ db }) =>
    db.selectFrom('contact_email').select('contact_id').where('email', '=', email).executeTakeFirst(),
  );

const write = (id: number, values: Record<string, unknown>) =>
  inTransaction(ctx, ({ db }) => db.updateTable('contact').set(values).where('id', '=', id).execute());

test('where agents decide, who has proved his address waits; approved he is in with the password he chose', async () => {
  await signUp(app, 'wait@hanbit.example');
  const token = await signUpToken(app, 'wait@hanbit.example');
  assert.equal(await acceptSignUp(stranger(app), { token, password: contactPassword }), null);
  assert.equal(await contactOf('wait@hanbit.example'), undefined);
  assert.deepEqual(await signUp(app, 'wait@hanbit.example'), ['sign_up_waiting wait@hanbit.example']);
  const supervisor = await app.ctxOfAgent('supervisor');
  assert.equal(await countSignUps(supervisor), 1);
  const { sign_ups } = await listSignUps(supervisor, { is_decided: false });
  assert.deepEqual(
    sign_ups.map(({ email, owner }) => [email, owner]),
    [['wait@hanbit.example', null]],
  );
  await assert.rejects(approveSignUps(await app.ctxOfAgent(), { ids: [sign_ups[0]!.id] }), { kind: 'forbidden' });
  const approve = () => approveSignUps(supervisor, { ids: [sign_ups[0]!.id] });
  assert.deepEqual(await mailsBy(app, approve), ['sign_up_approved wait@hanbit.example']);
  assert.deepEqual(await approveSignUps(supervisor, { ids: [sign_ups[0]!.id] }), [], 'it is decided');
  assert.ok(await canSignIn(app, 'wait@hanbit.example'));
  assert.equal((await listSignUps(supervisor, { is_decided: true })).sign_ups[0]!.email, 'wait@hanbit.example');
});

test('who is refused gets a mail, his password is forgotten, and he may ask again', async () => {
  await signUp(app, 'no@hanbit.example');
  await acceptSignUp(stranger(app), { token: await signUpToken(app, 'no@hanbit.example'), password: contactPassword });
  const { sign_ups } = await listSignUps(admin, { is_decided: false });
  const refuse = () => refuseSignUps(admin, { ids: sign_ups.map(({ id }) => id) });
  assert.deepEqual(await mailsBy(app, refuse), ['sign_up_refused no@hanbit.example']);
  assert.equal(await contactOf('no@hanbit.example'), undefined);
  const kept = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('sign_up').select('password_hash').where('email', '=', 'no@hanbit.example').execute(),
  );
  assert.deepEqual(kept, [{ password_hash: null }]);
  assert.deepEqual(await signUp(app, 'no@hanbit.example'), ['sign_up_link no@hanbit.example']);
});

test('approving never gets round what has happened since: a lock, or access by an invitation', async () => {
  for (const who of ['since', 'locked.since']) {
    await signUp(app, `${who}@hanbit.example`);
    await acceptSignUp(stranger(app), {
      token: await signUpToken(app, `${who}@hanbit.example`),
      password: 'a wholly other phrase',
    });
  }
  await activateContact(ctx, await insertContact(ctx, { email: 'since@hanbit.example' }));
  const locked = await insertContact(ctx, { email: 'locked.since@hanbit.example' });
  await write(locked, { locked_at: new Date(), locked_by: 'agent' });
  const { sign_ups } = await listSignUps(admin, { is_decided: false });
  const outcomes = await approveSignUps(admin, { ids: sign_ups.map(({ id }) => id) });
  assert.deepEqual(
    outcomes.map(({ reason }) => reason),
    ['active', 'refused'],
  );
  assert.ok(await canSignIn(app, 'since@hanbit.example'), 'the password of the invitation still is his');
  await refuseSignUps(admin, { ids: sign_ups.map(({ id }) => id) });
});

test('sign-ups that nobody has proved and decided ones are deleted after 30 days, whoever waits goes on waiting', async () => {
  await signUp(app, 'unproved@hanbit.example');
  await signUp(app, 'patient@hanbit.example');
  await acceptSignUp(stranger(app), {
    token: await signUpToken(app, 'patient@hanbit.example'),
    password: contactPassword,
  });
  app.clock.offset_ms += 31 * 24 * 3_600_000;
  await deleteEndedSignUps(ctx);
  const left = await inTransaction(ctx, ({ db }) => db.selectFrom('sign_up').select('email').execute());
  assert.deepEqual(left, [{ email: 'patient@hanbit.example' }]);
});
