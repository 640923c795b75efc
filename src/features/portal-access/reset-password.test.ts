import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { makeEmailPrimary } from '#features/contacts/addresses/make-email-primary.ts';
import { acceptInvitation } from '#features/invitations/accept-invitation.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, contactPassword, insertContact, linkToken } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { findReset } from './find-reset.ts';
import { resetPassword } from './reset-password.ts';
import { sendPasswordReset } from './send-password-reset.ts';
import { signIn } from './sign-in.ts';

const password = 'another quiet harbour';
let app: TestApp;
let ctx: Context;
let agent: Context;
before(async () => {
  app = await startApp({ accounts: 2 });
  ctx = app.systemCtx();
  agent = await app.ctxOfAgent();
});
after(() => app.stop());

async function someone(): Promise<number> {
  const id = await insertContact(ctx);
  await activateContact(ctx, id);
  return id;
}

async function resetToken(contact_id: number): Promise<string> {
  await sendPasswordReset(agent, { contact_id });
  return linkToken(ctx, contact_id, 'password_reset');
}

const reset = (token: string, chosen = password) => resetPassword(app.ctxOfStranger(), { token, password: chosen });
const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const change = (id: number, values: Record<string, unknown>) =>
  inTransaction(ctx, ({ db }) => db.updateTable('contact').set(values).where('id', '=', id).execute());

async function mailsOf(contact_id: number): Promise<string[]> {
  const rows = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('mail_message').select('kind').where('contact_id', '=', contact_id).orderBy('id').execute(),
  );
  return rows.map(({ kind }) => kind);
}

test('B02 a reset link works for twelve hours by the server’s clock and not a minute longer', async () => {
  const [one, other] = [await resetToken(await someone()), await resetToken(await someone())];
  app.clock.offset_ms += (11 * 60 + 59) * 60_000;
  await reset(one);
  app.clock.offset_ms += 3 * 60_000;
  await assert.rejects(reset(other), fails('portal_access.link_expired'));
});

test('B05 a reset link dies with the address it was mailed to, whether that was removed or retired', async () => {
  for (const former of ['remove', 'retire'] as const) {
    const contact_id = await someone();
    const token = await resetToken(contact_id);
    await findReset(app.ctxOfStranger(), token);
    const email = `new-${contact_id}@hanbit.example`;
    await addContactEmail(agent, { contact_id, email });
    await makeEmailPrimary(agent, { contact_id, email, former });
    await assert.rejects(reset(token), fails('portal_access.link_expired'));
  }
});

test('F05 an agent can not mail a way in to an address that he has given a contact himself', async () => {
  const contact_id = await someone();
  const email = `agents-own-${contact_id}@hanbit.example`;
  await addContactEmail(agent, { contact_id, email });
  await makeEmailPrimary(agent, { contact_id, email, former: 'keep' });
  const reset_to = async () => {
    await sendPasswordReset(agent, { contact_id });
    const row = await inTransaction(ctx, ({ db }) =>
      db
        .selectFrom('password_reset')
        .select('email')
        .where('contact_id', '=', contact_id)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow(),
    );
    return row.email;
  };
  assert.notEqual(await reset_to(), email, 'the address that he has proved to be his is kept, and gets the mail');
  await inTransaction(ctx, ({ db }) =>
    db.updateTable('contact_email').set({ state: 'unverified' }).where('contact_id', '=', contact_id).execute(),
  );
  await assert.rejects(reset_to(), fails('portal_access.no_verified_mailbox'));
});

test('B03 of two who use one reset link at once exactly one succeeds', async () => {
  for (let round = 0; round < 5; round++) {
    const token = await resetToken(await someone());
    const ended = await Promise.allSettled([reset(token), reset(token)]);
    assert.deepEqual(ended.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const refused = ended.find((one) => one.status === 'rejected');
    assert.ok(fails('portal_access.link_spent')(refused?.reason), String(refused?.reason));
  }
});

test('B03 looking at a reset link does not spend it', async () => {
  const token = await resetToken(await someone());
  for (let look = 0; look < 3; look++) await findReset(app.ctxOfStranger(), token);
  await reset(token);
});

test('B04 a new reset link replaces the one before, which says so', async () => {
  const id = await someone();
  const first = await resetToken(id);
  const second = await resetToken(id);
  await assert.rejects(reset(first), fails('portal_access.link_replaced'));
  await reset(second);
  await assert.rejects(reset(second), fails('portal_access.link_spent'));
});

test('B01 the database knows no token', async () => {
  const id = await someone();
  const tokens = [await resetToken(id), await linkToken(ctx, id)];
  const { rows: tables } = await app.database.appPool.query(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('public', 'pgboss')`,
  );
  for (const { name } of tables) {
    const { rows } = await inTransaction(ctx, ({ db }) =>
      db.client!.query(`select coalesce(string_agg(t::text, ' '), '') as dump from ${name} t`),
    );
    for (const token of tokens) assert.ok(!rows[0].dump.includes(token), name);
  }
});

test('B05 a link is dead for a contact who is deactivated, locked by a person or deleted meanwhile', async () => {
  const now = new Date();
  const ends = [{ deactivated_at: now }, { locked_at: now, locked_by: 'agent' }, { deleted_at: now }];
  for (const values of ends) {
    const id = await someone();
    const token = await resetToken(id);
    await change(id, values);
    await assert.rejects(reset(token), fails('portal_access.link_expired'));
  }
});

test('B06 a reset link does not activate, an activation link does not reset, and neither works in another account', async () => {
  const id = await someone();
  const token = await resetToken(id);
  const activate = acceptInvitation(app.ctxOfStranger(), { token, password });
  await assert.rejects(activate, fails('portal_access.link_unknown'));
  await assert.rejects(reset(await linkToken(ctx, id)), fails('portal_access.link_unknown'));
  const elsewhere = resetPassword(app.ctxOfStranger(2), { token, password });
  await assert.rejects(elsewhere, fails('portal_access.link_unknown'));
});

test('B08 a link that lost or gained a letter opens nothing', async () => {
  const token = await resetToken(await someone());
  const changed = [token.slice(0, -1), `${token}=`, `${token}%00`, token.toLowerCase(), `${token}\0`, '', ` ${token}`];
  for (const other of changed) await assert.rejects(reset(other), fails('portal_access.link_unknown'), other);
  await reset(token);
});

test('C03 a new password ends all sessions but the one it begins, and is told by mail', async () => {
  const id = await insertContact(ctx);
  const before = await activateContact(ctx, id);
  const { token } = await reset(await resetToken(id));
  const find = (one: string) => findCallerOfRequest(app.ctxOfStranger(), { side: 'portal', token: one });
  assert.equal((await find(before)).kind, 'stranger');
  assert.equal((await find(token)).kind, 'contact');
  assert.deepEqual(await mailsOf(id), [
    'invitations.invitation',
    'portal_access.password_reset',
    'portal_access.password_changed',
  ]);
});

test('A11 a password that is guessed first is refused with the reason, and the link still works', async () => {
  const id = await insertContact(ctx, { name: 'Balthasar Quirinus', email: 'bq@hanbit.example' });
  await activateContact(ctx, id);
  const token = await resetToken(id);
  const refusals: [string, string][] = [
    ['short', 'platform.password_short'],
    ['password1234', 'platform.password_weak'],
    ['quirinus2026', 'platform.password_known'],
    ['x'.repeat(257), 'platform.password_long'],
    ['y'.repeat(1_000_000), 'platform.password_long'],
  ];
  for (const [chosen, code] of refusals) {
    await assert.rejects(
      reset(token, chosen),
      (error) => fails(code)(error) && (error as Failure).more.field === 'password',
    );
  }
  await reset(token, '우산 네 개를 들고');
  const email = 'bq@hanbit.example';
  await signIn(app.ctxOfStranger(), { email, password: '우산 네 개를 들고', is_remembered: false, device: null });
});

test('A11 every letter of a password counts', async () => {
  const id = await insertContact(ctx, { email: 'long@hanbit.example' });
  await activateContact(ctx, id);
  const long = `${'seventy-two letters and more '.repeat(4)}X`;
  await reset(await resetToken(id), long);
  const enter = (tried: string) =>
    signIn(app.ctxOfStranger(), { email: 'long@hanbit.example', password: tried, is_remembered: false, device: null });
  await assert.rejects(enter(`${long.slice(0, -1)}Y`), fails('portal_access.not_authorized'));
  await assert.rejects(enter(contactPassword), fails('portal_access.not_authorized'));
  await enter(long);
});

test('an agent is told why a contact can not have a reset, and needs the right', async () => {
  const never = await insertContact(ctx);
  await assert.rejects(sendPasswordReset(agent, { contact_id: never }), fails('portal_access.never_in'));
  const locked = await someone();
  await change(locked, { locked_at: new Date(), locked_by: 'agent' });
  await assert.rejects(sendPasswordReset(agent, { contact_id: locked }), fails('portal_access.not_admitted'));
  await assert.rejects(sendPasswordReset(agent, { contact_id: 999_999 }), fails('platform.not_found'));
  await assert.rejects(sendPasswordReset(app.ctxOfStranger(), { contact_id: locked }), fails('platform.not_signed_in'));
});
