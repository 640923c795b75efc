import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { actOnContact } from '#features/contacts/act-on-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { deactivateContacts } from '#features/invitations/deactivate-contacts.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, contactPassword, insertContact, linkToken } from '../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { createPasswordReset } from './create-password-reset.ts';
import { createTemporaryPassword } from './create-temporary-password.ts';
import { acceptEmailChange } from './email-change/accept-email-change.ts';
import { sendAddressConfirmation } from './email-change/send-address-confirmation.ts';
import { findProfile } from './find-profile.ts';
import { findReset } from './find-reset.ts';
import { lockContacts } from './lock-contacts.ts';
import { resetPassword } from './reset-password.ts';
import { signIn } from './sign-in.ts';
import { suggestPassword } from './suggest-password.ts';

let directory: TestDirectory;
let network = 0;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const refused = fails('portal_access.not_authorized');
const told = 'k7mf-p2xw-93rt-ha6d';
const own = 'a lamp above the harbour';

function stranger(): Context {
  const ip = `198.51.100.${++network % 250}`;
  return { ...directory.ctxOfStranger(), origin: { request_id: 'r', ip, user_agent: 'test' } };
}

const emailOf = async (id: number) => (await findContact(directory.agent, { id })).email!;
const enter = async (id: number, password: string) =>
  signIn(stranger(), { email: await emailOf(id), password, is_remembered: false, device: null });
const setPassword = (contact_id: number, password = told) =>
  createTemporaryPassword(directory.admin, { contact_id, password });

/** Signs in with the temporary password; the token of the link that this leads to. */
async function linkOf(id: number): Promise<string> {
  const led = await enter(id, told);
  assert.ok('link_token' in led);
  return led.link_token;
}

const callerOf = (token: string) => findCallerOfRequest(stranger(), { side: 'portal', token });

async function verified(): Promise<{ id: number; session: string }> {
  const id = await insertContact(directory.system);
  return { id, session: await activateContact(directory.system, id) };
}

const mailsTo = async (contact_id: number) =>
  (
    await inTransaction(directory.system, ({ db }) =>
      db.selectFrom('mail_message').select('kind').where('contact_id', '=', contact_id).orderBy('id').execute(),
    )
  ).map(({ kind }) => kind);

test('a temporary password ends sessions and the former password, and leads to choosing another before anybody is in', async () => {
  const { id, session } = await verified();
  await setPassword(id);
  assert.equal((await callerOf(session)).kind, 'stranger');
  await assert.rejects(enter(id, contactPassword), refused);
  const token = await linkOf(id);
  assert.equal((await findReset(stranger(), token)).contact_id, id);
  const chosen = await resetPassword(stranger(), { token, password: own });
  assert.equal((await callerOf(chosen.token)).kind, 'contact');
  assert.ok('session' in (await enter(id, own)));
  const { changes } = await listChanges(directory.agent, { record: 'contact', record_id: id });
  const acts = changes.slice(0, 3).map(({ act }) => act);
  assert.deepEqual(acts, ['password_changed', 'temporary_password_used', 'temporary_password_set']);
});

test('it opens once: of two at once one gets the link, and afterwards it opens nothing', async () => {
  const { id } = await verified();
  await setPassword(id);
  const ends = await Promise.allSettled([enter(id, told), enter(id, told)]);
  assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(enter(id, told), refused);
});

test('it waits three days, and the link that it leads to one hour', async () => {
  const { id } = await verified();
  await setPassword(id);
  directory.clock.offset_ms += 73 * 3_600_000;
  await assert.rejects(enter(id, told), refused);
  await setPassword(id);
  const token = await linkOf(id);
  directory.clock.offset_ms += 61 * 60_000;
  await assert.rejects(findReset(stranger(), token), fails('portal_access.link_expired'));
});

test('it opens for the primary address only, and a stranger who asks for a link does not end what it has opened', async () => {
  const { id } = await verified();
  await inTransaction(directory.system, async ({ db, caller, clock }) => {
    const row = { account_id: caller.account_id, contact_id: id, is_primary: false, created_at: clock.now() };
    const proved = { state: 'verified' as const, verified_at: clock.now() };
    await db
      .insertInto('contact_email')
      .values({ ...row, ...proved, email: `second${id}@hanbit.example` })
      .execute();
  });
  await setPassword(id);
  const second = { email: `second${id}@hanbit.example`, password: told, is_remembered: false, device: null };
  await assert.rejects(signIn(stranger(), second), refused);
  const token = await linkOf(id);
  await createPasswordReset(directory.system, { contact_id: id, to_address: await emailOf(id), language: 'en' });
  await resetPassword(stranger(), { token, password: own });
  await assert.rejects(
    findReset(stranger(), await linkToken(directory.system, id, 'password_reset')),
    fails('portal_access.link_replaced'),
  );
});

test('who has proved no address is in once, is told so, and by the link to his address for good', async () => {
  const id = await insertContact(directory.system);
  await inviteContact(directory.agent, { contact_id: id });
  await setPassword(id);
  const chosen = await resetPassword(stranger(), { token: await linkOf(id), password: own });
  const caller = await callerOf(chosen.token);
  const ctx: Context = { ...stranger(), caller };
  assert.equal((await findProfile(ctx)).is_verified, false);
  const before = await findContact(directory.agent, { id });
  assert.deepEqual([before.portal_access, before.emails[0]!.state], ['invited', 'unverified']);
  await assert.rejects(enter(id, own), refused);
  await sendAddressConfirmation(ctx);
  const change = await inTransaction(directory.system, ({ db }) =>
    db.selectFrom('email_change').select('id').where('contact_id', '=', id).executeTakeFirstOrThrow(),
  );
  const token = ctx.tokens.make({ purpose: 'email_change', id: change.id, generation: 1 });
  assert.equal((await acceptEmailChange(stranger(), { token })).was_his, true);
  const proved = await findContact(directory.agent, { id });
  assert.deepEqual([proved.portal_access, proved.emails[0]!.state], ['active', 'verified']);
  assert.equal((await callerOf(chosen.token)).kind, 'contact');
  assert.ok('session' in (await enter(id, own)));
  await assert.rejects(sendAddressConfirmation(ctx), fails('portal_access.nothing_to_confirm'));
});

test('the session of a temporary password ends with the access like any other', async () => {
  const id = await insertContact(directory.system);
  for (const shut of [lockContacts, deactivateContacts]) {
    await setPassword(id);
    const { token } = await resetPassword(stranger(), { token: await linkOf(id), password: own });
    assert.equal((await callerOf(token)).kind, 'contact');
    await actOnContact(directory.supervisor, { contact_id: id }, shut);
    assert.equal((await callerOf(token)).kind, 'stranger');
    await assert.rejects(setPassword(id), fails('portal_access.not_admitted'));
    const free = { locked_at: null, locked_by: null, locked_by_agent_id: null, deactivated_at: null };
    await inTransaction(directory.system, ({ db }) =>
      db.updateTable('contact').set(free).where('id', '=', id).execute(),
    );
  }
});

test('a lock that falls while the temporary password waits, or after its link was made, keeps him out', async () => {
  const { id } = await verified();
  await setPassword(id);
  const token = await linkOf(id);
  await actOnContact(directory.agent, { contact_id: id }, lockContacts);
  await assert.rejects(resetPassword(stranger(), { token, password: own }), fails('portal_access.link_expired'));
});

test('A06 guesses at a temporary password lock like guesses at any, and setting a new one opens', async () => {
  const { id } = await verified();
  await setPassword(id);
  for (let n = 0; n < 10; n++) await assert.rejects(enter(id, `wrong ${n}`), refused);
  await assert.rejects(enter(id, told), refused);
  await setPassword(id);
  await linkOf(id);
});

test('no mail says it, and whoever had proved an address hears that his password has changed', async () => {
  const { id } = await verified();
  await setPassword(id);
  assert.deepEqual((await mailsTo(id)).slice(1), ['portal_access.password_changed']);
  const never = await insertContact(directory.system);
  await setPassword(never);
  assert.deepEqual(await mailsTo(never), []);
  const kept = await inTransaction(directory.system, ({ db }) =>
    db.selectFrom('change_log').selectAll().where('act', '=', 'temporary_password_set').execute(),
  );
  assert.ok(!JSON.stringify(kept).includes(told));
});

test('a weak one, one for nobody and one by whoever may not are refused', async () => {
  const { id } = await verified();
  await assert.rejects(setPassword(id, 'password1'), (error) => error instanceof Failure && error.kind === 'invalid');
  const nowhere = await insertContact(directory.system, { email: null });
  await assert.rejects(setPassword(nowhere), fails('portal_access.nothing_to_sign_in_by'));
  const asked = createTemporaryPassword(directory.supervisor, { contact_id: id, password: told });
  await assert.rejects(asked, fails('platform.forbidden'));
  await assert.rejects(
    createTemporaryPassword(directory.stranger, { contact_id: id, password: told }),
    fails('platform.not_found'),
  );
});

test('what is suggested is easy to read aloud, hard to guess and never the same', async () => {
  const many = new Set(Array.from({ length: 1_000 }, suggestPassword));
  assert.equal(many.size, 1_000);
  for (const one of many) assert.match(one, /^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
});
