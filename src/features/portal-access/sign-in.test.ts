import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, contactPassword, insertContact, linkToken } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { startMailServer } from '../../../test/start-mail-server.ts';
import { createPasswordReset } from './create-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { type SignedIn, signIn } from './sign-in.ts';

let app: TestApp;
let ctx: Context;
let network = 0;
before(async () => {
  app = await startApp();
  ctx = app.systemCtx();
});
after(() => app.stop());

/** A stranger from a network of his own, so that the limit of one network does not meet other tests. */
function stranger(): Context {
  network++;
  const ip = `198.51.${Math.floor(network / 250)}.${network % 250}`;
  return { ...app.ctxOfStranger(), origin: { request_id: 'r', ip, user_agent: 'test' } };
}

async function someone(): Promise<{ id: number; email: string }> {
  const id = await insertContact(ctx);
  await activateContact(ctx, id);
  return { id, email: await emailOf(id) };
}

async function emailOf(contact_id: number): Promise<string> {
  const row = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('contact_email').select('email').where('contact_id', '=', contact_id).executeTakeFirstOrThrow(),
  );
  return row.email;
}

function change(id: number, values: Record<string, unknown>): Promise<unknown> {
  return inTransaction(ctx, ({ db }) => db.updateTable('contact').set(values).where('id', '=', id).execute());
}

function enter(email: string, password = contactPassword, device: string | null = null, from = stranger()) {
  return signIn(from, { email, password, is_remembered: false, device }).then(assertIn);
}

/** How a sign-in ended: `in`, or the failure as a page would show it. */
async function ending(...how: Parameters<typeof enter>): Promise<string> {
  return enter(...how).then(
    () => 'in',
    (error) => {
      if (!(error instanceof Failure)) throw error;
      return JSON.stringify([error.kind, error.code, error.more]);
    },
  );
}

/** Nobody here was given a temporary password. */
function assertIn(signedIn: Awaited<ReturnType<typeof signIn>>): SignedIn {
  assert.ok('session' in signedIn);
  return signedIn;
}

const refusal = JSON.stringify(['forbidden', 'portal_access.not_authorized', {}]);

async function failTimes(email: string, times: number): Promise<void> {
  for (let n = 0; n < times; n++) assert.equal(await ending(email, `wrong ${n}`), refusal);
}

test('a contact signs in, and the next request knows him', async () => {
  const { id, email } = await someone();
  const { session } = await enter(email);
  const caller = await findCallerOfRequest(stranger(), { side: 'portal', token: session.token });
  assert.equal(caller.kind === 'contact' && caller.contact_id, id);
});

test('A01 every sign-in that fails ends in the same words, whatever the reason', async () => {
  const wrong = await someone();
  const locked = await someone();
  await change(locked.id, { locked_at: new Date(), locked_by: 'agent' });
  const deactivated = await someone();
  await change(deactivated.id, { deactivated_at: new Date() });
  const deleted = await someone();
  await change(deleted.id, { deleted_at: new Date() });
  const invited = await insertContact(ctx);
  const endings = [
    await ending('nobody@hanbit.example'),
    await ending('not an address'),
    await ending(''),
    await ending(wrong.email, 'wrong'),
    await ending(wrong.email, ''),
    await ending(wrong.email, 'x'.repeat(100_000)),
    await ending(locked.email),
    await ending(deactivated.email),
    await ending(deleted.email),
    await ending(await emailOf(invited)),
  ];
  assert.deepEqual(new Set(endings), new Set([refusal]));
});

test('A06 too many wrong passwords lock, also against the right one, until the time is over; one mail tells it', async () => {
  const { id, email } = await someone();
  await failTimes(email, 10);
  assert.equal(await ending(email), refusal);
  const mails = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('mail_message')
      .select('kind')
      .where('contact_id', '=', id)
      .where('kind', 'like', '%locked')
      .execute(),
  );
  assert.equal(mails.length, 1);
  app.clock.offset_ms += 29 * 60_000;
  assert.equal(await ending(email), refusal);
  app.clock.offset_ms += 2 * 60_000;
  assert.equal(await ending(email), 'in');
});

test('A06 a limit that is lowered below the failures so far locks at the next try, and the lock ends like any other', async () => {
  const { id, email } = await someone();
  await failTimes(email, 6);
  const setLimit = (lockout_failures_count: number) =>
    inTransaction(ctx, ({ db }) => db.updateTable('account').set({ lockout_failures_count }).execute());
  await setLimit(5);
  try {
    assert.equal(await ending(email), refusal);
    const locked = await inTransaction(ctx, ({ db }) =>
      db.selectFrom('contact').select(['locked_by', 'locked_until']).where('id', '=', id).executeTakeFirstOrThrow(),
    );
    assert.equal(locked.locked_by, 'failures');
    assert.ok(locked.locked_until);
    app.clock.offset_ms += 31 * 60_000;
    assert.equal(await ending(email), 'in');
  } finally {
    await setLimit(10);
  }
});

test('A06 a success forgets the failures before it', async () => {
  const { email } = await someone();
  for (let round = 0; round < 3; round++) {
    await failTimes(email, 9);
    assert.equal(await ending(email), 'in');
  }
});

test('A06 a lock set by a person outlasts time, right passwords and known devices', async () => {
  const { id, email } = await someone();
  const { device } = await enter(email);
  await change(id, { locked_at: new Date(), locked_by: 'contact_admin' });
  app.clock.offset_ms += 48 * 3_600_000;
  assert.equal(await ending(email), refusal);
  assert.equal(await ending(email, contactPassword, device), refusal);
});

test('A07 while strangers lock a contact out, he gets in from a browser he has used before', async () => {
  const { email } = await someone();
  const { device } = await enter(email);
  await failTimes(email, 12);
  assert.equal(await ending(email), refusal);
  assert.equal(await ending(email, contactPassword, device), 'in');
  assert.equal(await ending(email, contactPassword, 'x'.repeat(43)), refusal);
});

test('A07 while strangers lock a contact out, he gets in by a reset link', async () => {
  const { id, email } = await someone();
  await failTimes(email, 10);
  await createPasswordReset(ctx, { contact_id: id, to_address: email, language: 'en' });
  const token = await linkToken(ctx, id, 'password_reset');
  await resetPassword(stranger(), { token, password: 'another quiet harbour' });
  assert.equal(await ending(email, 'another quiet harbour'), 'in');
});

test('A07 a known browser can not be used to guess for ever, and a new password makes it unknown', async () => {
  const { id, email } = await someone();
  const { device } = await enter(email);
  const endings = [];
  for (let n = 0; n < 25; n++) endings.push(await ending(email, `wrong ${n}`, device));
  assert.equal(endings.filter((one) => one === refusal).length, 20);
  assert.match(endings.at(-1)!, /too_many/);
  await createPasswordReset(ctx, { contact_id: id, to_address: email, language: 'en' });
  const password = 'another quiet harbour';
  await resetPassword(stranger(), { token: await linkToken(ctx, id, 'password_reset'), password });
  await failTimes(email, 10);
  assert.equal(await ending(email, password, device), refusal);
});

test('A08 of two hundred guesses at once ten are compared with the password and the lock is one', async () => {
  const { id, email } = await someone();
  const counted = async () =>
    inTransaction(ctx, ({ db }) =>
      db.selectFrom('contact_credential').select('failed_sign_in_count').where('contact_id', '=', id).execute(),
    );
  // The right password is among them, late: were it compared it would let in.
  const guesses = Array.from({ length: 200 }, (_, n) => ending(email, n < 150 ? `wrong ${n}` : contactPassword));
  const endings = await Promise.allSettled(guesses);
  const words = endings.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));
  const allowed = new Set([refusal, JSON.stringify(['unavailable', 'platform.busy', { retry_after: 5 }])]);
  assert.deepEqual(
    words.filter((word) => !allowed.has(word)),
    [],
  );
  const [row] = await counted();
  assert.ok(row!.failed_sign_in_count >= 10);
  const locks = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('change_log')
      .select('id')
      .where('record_id', '=', id)
      .where('act', '=', 'locked_by_failures')
      .execute(),
  );
  assert.equal(locks.length, 1);
});

test('A09 every spelling of an address is one contact and one counter', async () => {
  const id = await insertContact(ctx, { email: 'bob@xn--3e0b707e.example' });
  await activateContact(ctx, id);
  const spellings = [
    'Bob@xn--3e0b707e.example',
    ' bob@xn--3e0b707e.example ',
    'ｂｏｂ@xn--3e0b707e.example',
    'bob@XN--3E0B707E.example.',
    'bob@한국.example',
    '\u200bbob@한국.example',
  ];
  for (const spelling of spellings) assert.equal(await ending(spelling), 'in', spelling);
  for (let n = 0; n < 10; n++) assert.equal(await ending(spellings[n % 6]!, 'wrong'), refusal);
  assert.equal(await ending('bob@xn--3e0b707e.example'), refusal);
});

test('A10 one network that tries many addresses has to wait', async () => {
  const from = stranger();
  const endings = [];
  for (let n = 0; n < 62; n++) endings.push(await ending(`spray${n}@hanbit.example`, 'Summer2026', null, from));
  assert.equal(endings.filter((one) => one === refusal).length, 60);
  const failure = JSON.parse(endings.at(-1)!);
  assert.equal(failure[0], 'too_many');
  assert.ok(failure[2].retry_after > 0 && failure[2].retry_after <= 600);
});

test('an address that is not verified does not sign in', async () => {
  const { id, email } = await someone();
  await inTransaction(ctx, async ({ db, caller, clock }) => {
    const second = { account_id: caller.account_id, contact_id: id, is_primary: false, created_at: clock.now() };
    await db
      .insertInto('contact_email')
      .values({ ...second, email: `second.${email}` })
      .execute();
  });
  assert.equal(await ending(`second.${email}`), refusal);
});

test('the mail about a lock says until when, in the contact’s language, and the way round', async () => {
  const server = await startMailServer();
  const korean = await startApp({ language: 'ko', smtp_url: server.url });
  try {
    const system = korean.systemCtx();
    await inTransaction(system, ({ db }) => db.updateTable('account').set({ is_mail_to_customers_on: true }).execute());
    const id = await insertContact(system, { name: '김하늘', email: 'haneul@hanbit.example' });
    await activateContact(system, id);
    for (let n = 0; n < 10; n++) {
      const guess = { email: 'haneul@hanbit.example', password: `wrong ${n}`, is_remembered: false, device: null };
      await assert.rejects(signIn(korean.ctxOfStranger(), guess));
    }
    await korean.worker.runDue();
    const mail = server.mailTo('haneul@hanbit.example');
    assert.match(mail.subject!, /로그인이 잠시 잠겼습니다/);
    assert.match(mail.text!, /^김하늘 님/);
    assert.match(mail.text!, /https:\/\/help\.example\.com\/portal\/forgotten/);
  } finally {
    await korean.stop();
    await server.stop();
  }
});
