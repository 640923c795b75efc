import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { proveAgentByPassword } from '#features/agents/prove-agent-by-password.ts';
import { listChanges } from '#features/change-log/list-changes.ts';
import { proveContactByPassword } from '#features/portal-access/prove-contact-by-password.ts';
import { createSession, type SessionOwner } from '#features/sessions/create-session.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { listOwnSessions } from '#features/sessions/list-own-sessions.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { emailNamed } from '#platform/email/email.ts';
import { Failure } from '#platform/failure.ts';
import { translator } from '#platform/i18n/translator.ts';
import { type Authenticator, type Lies, makeAuthenticator } from '../../../test/make-passkey.ts';
import { activateContact, contactPassword, insertContact } from '../../../test/portal.ts';
import { mailsBy } from '../../../test/sign-ups.ts';
import { adminPassword, startApp, type TestApp } from '../../../test/start-app.ts';
import { changePasskeysByForm } from './change-passkeys-by-form.ts';
import { createPasskey } from './create-passkey.ts';
import { deleteOwnPasskey } from './delete-own-passkey.ts';
import { listOwnPasskeys } from './list-own-passkeys.ts';
import { proveByPasskey } from './prove-by-passkey.ts';
import { signInAgentWithPasskey } from './sign-in-agent-with-passkey.ts';
import { signInWithPasskey } from './sign-in-with-passkey.ts';
import { startPasskeyRegistration } from './start-passkey-registration.ts';
import { startPasskeyUse } from './start-passkey-use.ts';
import { updateOwnPasskey } from './update-own-passkey.ts';

let app: TestApp;
let admin: Context;
let agent_id: number;
let contact_id: number;
before(async () => {
  app = await startApp({ accounts: 2 });
  admin = await app.ctxOfAdmin();
  agent_id = admin.caller.kind === 'agent' ? admin.caller.agent_id : 0;
  contact_id = await insertContact(admin, { name: '김하늘', email: 'haneul@hanbit.example' });
  await activateContact(admin, contact_id);
});
after(() => app.stop());

const minutes = (count: number) => count * 60_000;
const origin = (ip = '203.0.113.9') => ({ request_id: 'x', ip, user_agent: 'Mozilla/5.0 (X11; Linux) Firefox/144.0' });
const stranger = (account_id = 1): Context => ({ ...app.ctxOfStranger(account_id), origin: origin() });
const failsAs = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const refused = failsAs('passkeys.refused');

/** The context of somebody who has just signed in. */
async function signedIn(owner: SessionOwner): Promise<Context> {
  const { token } = await createSession(stranger(), { ...owner, is_remembered: false });
  const side = 'agent_id' in owner ? 'console' : 'portal';
  return { ...stranger(), caller: await findCallerOfRequest(stranger(), { side, token }) };
}

async function register(ctx: Context, authenticator: Authenticator, lies: Lies = {}): Promise<{ id: number }> {
  const credential = authenticator.create(await startPasskeyRegistration(ctx), lies);
  return createPasskey(ctx, { credential, name: '', device: 'Firefox · Linux' });
}

async function signIn(authenticator: Authenticator, lies: Lies = {}, ctx = stranger()) {
  const options = await startPasskeyUse(ctx, { purpose: 'portal_sign_in' });
  return signInWithPasskey(ctx, { credential: authenticator.get(options, lies), is_remembered: false });
}

async function signInAgent(authenticator: Authenticator) {
  const options = await startPasskeyUse(stranger(), { purpose: 'console_sign_in' });
  return signInAgentWithPasskey(stranger(), { credential: authenticator.get(options), is_remembered: false });
}

function changeContact(changes: object): Promise<unknown> {
  return inTransaction(app.systemCtx(), ({ db }) =>
    db.updateTable('contact').set(changes).where('id', '=', contact_id).execute(),
  );
}

test('a contact adds a passkey, signs in with it, names it and takes it away', async () => {
  const ctx = await signedIn({ contact_id });
  const authenticator = makeAuthenticator();
  const { id } = await register(ctx, authenticator);
  const { token } = await signIn(authenticator);
  const caller = await findCallerOfRequest(stranger(), { side: 'portal', token });
  assert.deepEqual(caller.kind === 'contact' && caller.contact_id, contact_id);
  const [session] = await listOwnSessions({ ...stranger(), caller });
  assert.equal(session?.method, 'passkey');
  const [listed] = await listOwnPasskeys(ctx);
  assert.deepEqual(
    { name: listed?.name, synced: listed?.is_backed_up, used: listed?.last_used_at !== null },
    { name: 'Firefox · Linux', synced: true, used: true },
  );
  await updateOwnPasskey(ctx, { passkey_id: id, name: ' 회사 노트북 ' });
  assert.equal((await listOwnPasskeys(ctx))[0]?.name, '회사 노트북');
  await assert.rejects(updateOwnPasskey(ctx, { passkey_id: id, name: ' ' }), failsAs('platform.required'));
  assert.equal(await changePasskeysByForm(ctx, { intent: 'remove_passkey', passkey_id: String(id) }), 'removed');
  assert.equal(await changePasskeysByForm(ctx, { intent: 'end_all' }), null);
  await assert.rejects(signIn(authenticator), refused);
  const { changes } = await listChanges(admin, { record: 'contact', record_id: contact_id, limit: 5 });
  assert.deepEqual(
    changes.slice(0, 2).map(({ act }) => act),
    ['passkey_removed', 'passkey_added'],
  );
});

test('E05 whoever gets a new passkey is told by mail what it is called', async () => {
  for (const owner of [{ contact_id }, { agent_id }]) {
    const ctx = await signedIn(owner);
    const mails = await mailsBy(app, () => register(ctx, makeAuthenticator()));
    const address = 'contact_id' in owner ? 'haneul@hanbit.example' : 'adam@acorn.example';
    assert.deepEqual(mails, [`way_in_added ${address}`]);
    const passkey_id = (await listOwnPasskeys(ctx)).at(-1)!.id;
    const kind = emailNamed(`${'contact_id' in owner ? 'portal_access' : 'agents'}.way_in_added`)!;
    const ids = { ...owner, passkey_id, sign_in_identity_id: 0 };
    const compose = () => kind.compose(app.systemCtx(), ids, translator('en', 'Asia/Seoul'));
    assert.match(JSON.stringify((await compose())?.letter), /passkey “Firefox · Linux”/);
    await deleteOwnPasskey(ctx, { passkey_id });
    assert.equal(await compose(), null, 'taken away: nothing to warn of');
  }
});

test('an agent signs in with a passkey, at his own door only', async () => {
  const authenticator = makeAuthenticator({ is_backup_eligible: false });
  const ctx = await signedIn({ agent_id });
  const { id } = await register(ctx, authenticator);
  const { token } = await signInAgent(authenticator);
  assert.equal((await findCallerOfRequest(stranger(), { side: 'console', token })).kind, 'agent');
  await assert.rejects(signIn(authenticator), refused, 'at the portal it is nobody’s');
  assert.equal((await listOwnPasskeys(ctx))[0]?.is_backup_eligible, false);
  const options = await startPasskeyUse(stranger(), { purpose: 'portal_sign_in' });
  const elsewhere = { credential: authenticator.get(options), is_remembered: false };
  await assert.rejects(signInAgentWithPasskey(stranger(), elsewhere), refused, 'a challenge of the other door');
  const colleague = await app.ctxOfAgent();
  await assert.rejects(updateOwnPasskey(colleague, { passkey_id: id, name: 'mine' }), failsAs('platform.not_found'));
  await deleteOwnPasskey(ctx, { passkey_id: id });
});

test('E01 a challenge is answered once, within five minutes, for what it was asked for', async () => {
  const ctx = await signedIn({ contact_id });
  const authenticator = makeAuthenticator();
  const made = await startPasskeyRegistration(ctx);
  const credential = authenticator.create(made);
  const other = await signedIn({ contact_id });
  const given = { credential, name: '', device: 'x' };
  await assert.rejects(createPasskey(other, given), refused, 'of another session');
  const { id } = await createPasskey(ctx, given);
  await assert.rejects(createPasskey(ctx, given), refused, 'twice');
  const options = await startPasskeyUse(stranger(), { purpose: 'portal_sign_in' });
  const input = { credential: authenticator.get(options), is_remembered: false };
  await signInWithPasskey(stranger(), input);
  await assert.rejects(signInWithPasskey(stranger(), input), refused, 'a replay');
  const wrong = { credential: authenticator.get(options, { is_forged: true }), is_remembered: false };
  const late = await startPasskeyUse(stranger(), { purpose: 'portal_sign_in' });
  await assert.rejects(signInWithPasskey(stranger(), wrong), refused);
  app.clock.offset_ms = minutes(5) + 1_000;
  const answer = { credential: authenticator.get(late), is_remembered: false };
  await assert.rejects(signInWithPasskey(stranger(), answer), refused, 'too late');
  app.clock.offset_ms = 0;
  const twice = await startPasskeyUse(stranger(), { purpose: 'portal_sign_in' });
  await assert.rejects(
    signInWithPasskey(stranger(), { credential: authenticator.get(twice, { is_forged: true }), is_remembered: false }),
    refused,
  );
  const second = { credential: authenticator.get(twice), is_remembered: false };
  await assert.rejects(signInWithPasskey(stranger(), second), refused, 'a failed answer spends it too');
  await assert.rejects(signIn(authenticator, {}, stranger(2)), refused, 'B06 another account does not know it');
  await deleteOwnPasskey(await signedIn({ contact_id }), { passkey_id: id });
});

const lies: Record<string, Lies> = {
  'another site': { origin: 'https://evil.example' },
  'a site of almost our name': { origin: 'https://help.example.com.evil.example', rp_id: 'help.example.com' },
  'a key for another name': { rp_id: 'evil.example' },
  'an owner who was not made sure of': { is_verified: false },
  'a forged signature': { is_forged: true },
  'a challenge of its own': { challenge: Buffer.alloc(32).toString('base64url') },
  'an answer to something else': { type: 'webauthn.create' },
  'a copy, whose count stands still': { sign_count: 1 },
  'a key that can suddenly not be copied': { is_backup_eligible: false },
  'a key that says it is somebody else’s': { user_handle: Buffer.alloc(32).toString('base64url') },
};

test('a passkey opens nothing for whoever lies about it', async () => {
  const ctx = await signedIn({ contact_id });
  const authenticator = makeAuthenticator();
  const { id } = await register(ctx, authenticator);
  await signIn(authenticator);
  for (const [who, lie] of Object.entries(lies)) await assert.rejects(signIn(authenticator, lie), refused, who);
  for (const credential of ['', '{', 'null', '[]', '{"id":1}', `{"id":"${'a'.repeat(20_000)}"}`]) {
    await assert.rejects(signInWithPasskey(stranger(), { credential, is_remembered: false }), refused, credential);
  }
  await signIn(authenticator);
  for (const lie of [{ origin: 'https://evil.example' }, { is_verified: false }, { rp_id: 'evil.example' }]) {
    await assert.rejects(register(ctx, makeAuthenticator(), lie), refused, JSON.stringify(lie));
  }
  await deleteOwnPasskey(ctx, { passkey_id: id });
});

test('C03 a passkey opens nothing while its owner may not come in, and a lock by guesses does not hold it up', async () => {
  const ctx = await signedIn({ contact_id });
  const authenticator = makeAuthenticator();
  const { id } = await register(ctx, authenticator);
  const now = new Date();
  for (const [change, back] of [
    [{ deactivated_at: now }, { deactivated_at: null }],
    [{ deleted_at: now }, { deleted_at: null }],
    [
      { locked_at: now, locked_by: 'agent' },
      { locked_at: null, locked_by: null },
    ],
    [{ portal_access: 'invited' }, { portal_access: 'active' }],
  ]) {
    await changeContact(change!);
    await assert.rejects(signIn(authenticator), failsAs('portal_access.not_authorized'), JSON.stringify(change));
    await changeContact(back!);
  }
  await changeContact({ locked_at: now, locked_by: 'failures', locked_until: new Date(now.getTime() + minutes(30)) });
  await signIn(authenticator);
  await changeContact({ locked_at: null, locked_by: null, locked_until: null });
  await deleteOwnPasskey(ctx, { passkey_id: id });
});

test('E05 who has not proved lately who he is neither adds nor takes away, and the last way in stays', async () => {
  const ctx = await signedIn({ contact_id });
  const authenticator = makeAuthenticator();
  const { id } = await register(ctx, authenticator);
  app.clock.offset_ms = minutes(11);
  await assert.rejects(startPasskeyRegistration(ctx), failsAs('sessions.not_fresh'));
  await assert.rejects(createPasskey(ctx, { credential: '', name: '', device: '' }), failsAs('sessions.not_fresh'));
  await assert.rejects(deleteOwnPasskey(ctx, { passkey_id: id }), failsAs('sessions.not_fresh'));
  const proof = await startPasskeyUse(ctx, { purpose: 'proof' });
  const { token } = await proveByPasskey(ctx, { credential: authenticator.get(proof) });
  const fresh: Context = { ...ctx, caller: await findCallerOfRequest(stranger(), { side: 'portal', token }) };
  await startPasskeyRegistration(fresh);
  await assert.rejects(proveContactByPassword(fresh, { password: 'wrong' }), failsAs('sessions.password_wrong'));
  const again = await proveContactByPassword(fresh, { password: contactPassword });
  const last: Context = {
    ...ctx,
    caller: await findCallerOfRequest(stranger(), { side: 'portal', token: again.token }),
  };
  await inTransaction(admin, ({ db }) =>
    db
      .updateTable('contact_credential')
      .set({ password_hash: null, password_set_at: null })
      .where('contact_id', '=', contact_id)
      .execute(),
  );
  await assert.rejects(deleteOwnPasskey(last, { passkey_id: id }), failsAs('passkeys.last_way_in'));
  const second = await register(last, makeAuthenticator());
  await deleteOwnPasskey(last, { passkey_id: id });
  assert.deepEqual(
    (await listOwnPasskeys(last)).map((one) => one.id),
    [second.id],
  );
  app.clock.offset_ms = 0;
});

test('of two passkeys made at once the one beyond what one person may have is not kept', async () => {
  const id = await insertContact(admin, { email: 'many-keys@hanbit.example' });
  await activateContact(admin, id);
  const ctx = await signedIn({ contact_id: id });
  await register(ctx, makeAuthenticator());
  await inTransaction(admin, ({ db }) =>
    db.client!.query(
      `insert into passkey (account_id, contact_id, credential_id, public_key, sign_count, is_backup_eligible,
         is_backed_up, transports, name, created_at)
       select account_id, contact_id, credential_id || decode(lpad(to_hex(n), 2, '0'), 'hex'), public_key, 0,
         is_backup_eligible, is_backed_up, transports, name, created_at
       from passkey cross join generate_series(1, 18) n where contact_id = $1`,
      [id],
    ),
  );
  const made = [];
  for (let n = 0; n < 2; n++) made.push(makeAuthenticator().create(await startPasskeyRegistration(ctx)));
  const both = await Promise.allSettled(
    made.map((credential) => createPasskey(ctx, { credential, name: '', device: 'x' })),
  );
  const refusals = both.filter((end) => end.status === 'rejected');
  assert.deepEqual([refusals.length, refusals[0]?.reason.code], [1, 'passkeys.too_many']);
  assert.equal((await listOwnPasskeys(ctx)).length, 20);
});

test('E05 an agent proves who he is by his password or by a passkey of his own, nobody else’s', async () => {
  const ctx = await signedIn({ agent_id });
  const [own, foreign] = [makeAuthenticator(), makeAuthenticator()];
  await register(ctx, own);
  await register(await signedIn({ contact_id }), foreign);
  const options = await startPasskeyUse(ctx, { purpose: 'proof' });
  await assert.rejects(proveByPasskey(ctx, { credential: foreign.get(options) }), refused);
  await assert.rejects(proveAgentByPassword(ctx, { password: 'wrong' }), failsAs('sessions.password_wrong'));
  await proveAgentByPassword(ctx, { password: adminPassword });
});
