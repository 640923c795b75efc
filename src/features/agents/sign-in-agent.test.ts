import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { deviceToken } from '#features/sessions/known-device.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { agentLinkToken, agentPassword, makeAgent } from '../../../test/make.ts';
import { adminPassword, startApp, type TestApp } from '../../../test/start-app.ts';
import { chooseAgentPassword } from './choose-agent-password.ts';
import { deactivateAgent } from './deactivate-agent.ts';
import { findAgent } from './find-agent.ts';
import { inviteAgent } from './invite-agent.ts';
import { sendAgentReset } from './send-agent-reset.ts';
import { signInAgent } from './sign-in-agent.ts';
import { takeSignInTry } from './take-sign-in-try.ts';
import { unlockAgent } from './unlock-agent.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

const from = (ip: string) => ({ ...app.ctxOfStranger(), origin: { request_id: 'test', ip, user_agent: 'test' } });
let visitors = 0;
const anywhere = () => `198.51.${100 + (++visitors >> 8)}.${visitors & 255}`;
const trying = async (email: string, password: string, ip = anywhere(), device: string | null = null) => {
  const signedIn = await signInAgent(from(ip), { email, password, is_remembered: false, device });
  assert.ok('session' in signedIn, 'no code is asked of anybody here');
  return signedIn;
};
const codeOf = (signingIn: Promise<unknown>) =>
  signingIn.then(
    () => 'signed in',
    (failure) => (failure instanceof Failure ? failure.code : String(failure)),
  );

test('A09 an agent signs in with his address in any spelling', async () => {
  for (const email of ['adam@acorn.example', ' ADAM@Acorn.example ', 'ａｄａｍ@acorn.example', 'adam@acorn.example.']) {
    const { token } = (await trying(email, adminPassword)).session;
    const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'console', token });
    assert.equal(caller.kind === 'agent' && caller.name, 'Adam Admin');
  }
});

test('A01 whoever may not come in hears the same, whatever the reason', async () => {
  const admin = await app.ctxOfAdmin();
  const gone = await makeAgent(admin, { email: 'gone@acorn.example' });
  await deactivateAgent(admin, { agent_id: gone });
  await inviteAgent(admin, { name: 'New', email: 'new@acorn.example', role: 'agent', language: 'en' });
  const tries: [string, string][] = [
    ['nobody@acorn.example', adminPassword],
    ['adam@acorn.example', 'wrong password'],
    ['gone@acorn.example', agentPassword],
    ['new@acorn.example', ''],
    ['new@acorn.example', agentPassword],
    ['no address at all', adminPassword],
    ['adam@acorn.example', 'x'.repeat(500_000)],
  ];
  for (const [email, password] of tries) {
    assert.equal(await codeOf(trying(email, password)), 'agents.sign_in_refused', `${email} ${password.slice(0, 20)}`);
  }
});

test('A06 after ten wrong passwords the right one is refused too, until the lock ends', async (t) => {
  await makeAgent(await app.ctxOfAdmin(), { email: 'locked@acorn.example' });
  for (let tries = 0; tries < 10; tries++) await codeOf(trying('locked@acorn.example', 'wrong'));
  assert.equal(await codeOf(trying('locked@acorn.example', agentPassword)), 'agents.sign_in_refused');
  t.after(() => {
    app.clock.offset_ms = 0;
  });
  app.clock.offset_ms = 29 * 60_000;
  assert.equal(await codeOf(trying('locked@acorn.example', agentPassword)), 'agents.sign_in_refused');
  app.clock.offset_ms = 31 * 60_000;
  assert.equal(await codeOf(trying('locked@acorn.example', 'wrong')), 'agents.sign_in_refused');
  assert.equal(await codeOf(trying('locked@acorn.example', agentPassword)), 'signed in');
});

/** What the outbox holds for an agent, and what his page tells of locks. */
async function told(agent_id: number): Promise<{ mails: string[]; changes: string[] }> {
  const admin = await app.ctxOfAdmin();
  const mails = await inTransaction(admin, ({ db }) =>
    db.selectFrom('mail_message').select('kind').where('agent_id', '=', agent_id).execute(),
  );
  const { changes } = await listChanges(admin, { record: 'agent', record_id: agent_id });
  const ofLocks = changes.map(({ act }) => act).filter((act) => /lock/.test(act));
  return { mails: mails.map(({ kind }) => kind).filter((kind) => kind === 'agents.locked'), changes: ofLocks };
}

test('A06 a locked agent is told by one mail, and an admin lets him in before the time', async () => {
  const email = 'told@acorn.example';
  const agent_id = await makeAgent(await app.ctxOfAdmin(), { email });
  await failTimes(email, 9);
  assert.deepEqual(await told(agent_id), { mails: [], changes: [] });
  await failTimes(email, 8);
  assert.deepEqual(await told(agent_id), { mails: ['agents.locked'], changes: ['locked_by_failures'] });
  assert.equal((await findAgent(await app.ctxOfAdmin(), { agent_id })).state, 'locked');

  for (const role of ['agent', 'supervisor'] as const) {
    await assert.rejects(unlockAgent(await app.ctxOfAgent(role), { agent_id }), { kind: 'forbidden' });
  }
  assert.equal(await codeOf(trying(email, agentPassword)), 'agents.sign_in_refused');
  const admin = await app.ctxOfAdmin();
  await assert.rejects(unlockAgent(admin, { agent_id: 999_999 }), { kind: 'not_found' });
  await unlockAgent(admin, { agent_id });
  await unlockAgent(admin, { agent_id });
  assert.deepEqual((await told(agent_id)).changes, ['unlocked', 'locked_by_failures']);
  await failTimes(email, 9);
  assert.equal(await codeOf(trying(email, agentPassword)), 'signed in', 'the count began anew');
});

test('A06 a right password at the last try locks nobody, and one who has not accepted yet gets no mail of a lock', async () => {
  const admin = await app.ctxOfAdmin();
  const agent_id = await makeAgent(admin, { email: 'at-last@acorn.example' });
  await failTimes('at-last@acorn.example', 9);
  assert.equal(await codeOf(trying('at-last@acorn.example', agentPassword)), 'signed in');
  const id = await inviteAgent(admin, {
    name: 'Coming',
    email: 'coming@acorn.example',
    role: 'agent',
    language: 'en',
  });
  await failTimes('coming@acorn.example', 12);
  const nothing = { mails: [], changes: [] };
  assert.deepEqual([await told(agent_id), await told(id)], [nothing, nothing]);
});

test('A06 a right password starts the count anew', async () => {
  await makeAgent(await app.ctxOfAdmin(), { email: 'clumsy@acorn.example' });
  for (let round = 0; round < 3; round++) {
    for (let tries = 0; tries < 6; tries++) await codeOf(trying('clumsy@acorn.example', 'wrong'));
    assert.equal(await codeOf(trying('clumsy@acorn.example', agentPassword)), 'signed in');
  }
});

/** A new agent, and what the browser he has signed in with has kept. */
async function withKnownDevice(email: string): Promise<{ agent_id: number; device: string }> {
  const agent_id = await makeAgent(await app.ctxOfAdmin(), { email });
  return { agent_id, device: (await trying(email, agentPassword)).device };
}

async function failTimes(email: string, times: number): Promise<void> {
  const codes = await Promise.all(Array.from({ length: times }, (_, n) => codeOf(trying(email, `wrong ${n}`))));
  assert.deepEqual(new Set(codes), new Set(['agents.sign_in_refused']));
}

test('A07 while strangers lock an agent out, he gets in from a browser he has used before, and from no other', async () => {
  const email = 'besieged@acorn.example';
  const { device } = await withKnownDevice(email);
  const { device: other } = await withKnownDevice('bystander@acorn.example');
  await failTimes(email, 12);
  for (const brought of [null, other, 'x'.repeat(43), '']) {
    const refused = trying(email, agentPassword, anywhere(), brought);
    assert.equal(await codeOf(refused), 'agents.sign_in_refused', String(brought));
  }
  assert.equal(await codeOf(trying(email, agentPassword, anywhere(), device)), 'signed in');
  assert.equal(await codeOf(trying(email, agentPassword)), 'agents.sign_in_refused', 'the lock stays for strangers');
});

test('A07 a contact’s browser is not an agent’s, though both have one number and one moment', async () => {
  const agent_id = await makeAgent(await app.ctxOfAdmin(), { email: 'twin@acorn.example' });
  const tried = await takeSignInTry(app.ctxOfStranger(), { email: 'twin@acorn.example', device: null });
  const set = { password_set_at: tried!.password_set_at! };
  const [agents, contacts] = [{ agent_id }, { contact_id: agent_id }].map((owner) =>
    deviceToken(app.ctxOfStranger(), owner, set),
  );
  const knows = async (device: string | undefined) =>
    (await takeSignInTry(app.ctxOfStranger(), { email: 'twin@acorn.example', device: device! }))!.is_known_device;
  assert.deepEqual([await knows(agents), await knows(contacts)], [true, false]);
});

test('A07 an agent’s known browser can not be used to guess for ever, and a new password makes it unknown', async (t) => {
  const email = 'left-open@acorn.example';
  const { agent_id, device } = await withKnownDevice(email);
  const guesses = Array.from({ length: 25 }, (_, n) => codeOf(trying(email, `wrong ${n}`, anywhere(), device)));
  const codes = await Promise.all(guesses);
  assert.equal(codes.filter((code) => code === 'agents.sign_in_refused').length, 20);
  assert.equal(codes.filter((code) => code === 'platform.too_many').length, 5);
  assert.equal(await codeOf(trying(email, agentPassword)), 'signed in', 'elsewhere nothing was counted');
  t.after(() => {
    app.clock.offset_ms = 0;
  });
  app.clock.offset_ms += 61 * 60_000;
  await sendAgentReset(from(anywhere()), { email });
  const token = await agentLinkToken(app.ctxOfStranger(), agent_id, 'agent_reset');
  const password = 'an umbrella for the moon';
  await chooseAgentPassword(from(anywhere()), { purpose: 'agent_reset', token, password });
  await failTimes(email, 10);
  assert.equal(await codeOf(trying(email, password, anywhere(), device)), 'agents.sign_in_refused');
});

test('A06 an agent whom a colleague has shut out stays out, from a known browser too', async () => {
  const email = 'shut-out@acorn.example';
  const { agent_id, device } = await withKnownDevice(email);
  await deactivateAgent(await app.ctxOfAdmin(), { agent_id });
  assert.equal(await codeOf(trying(email, agentPassword, anywhere(), device)), 'agents.sign_in_refused');
});

test('A08 of many wrong guesses at once no more than the limit is looked at', async () => {
  await makeAgent(await app.ctxOfAdmin(), { email: 'raced@acorn.example' });
  const tries = await Promise.all(
    Array.from({ length: 200 }, () =>
      takeSignInTry(app.ctxOfStranger(), { email: 'raced@acorn.example', device: null }),
    ),
  );
  assert.equal(tries.filter((agent) => agent !== null).length, 10);
});

test('A10 one network that tries hundreds of addresses is slowed down, whatever it says in X-Forwarded-For', async () => {
  const tries = await Promise.all(
    Array.from({ length: 120 }, (_, at) =>
      codeOf(trying(`agent${at}@elsewhere.example`, 'x'.repeat(300), '203.0.113.50')),
    ),
  );
  assert.equal(tries.filter((code) => code === 'platform.too_many').length, 20);
  assert.equal(await codeOf(trying('adam@acorn.example', adminPassword, '203.0.113.51')), 'signed in');
});

test('A12 a hash of older parameters is renewed at the next sign-in', async () => {
  const agent_id = await makeAgent(await app.ctxOfAdmin(), { email: 'old@acorn.example' });
  const nonce = Buffer.from('sixteen bytes 16');
  const cost = { memory: 4_096, passes: 3, parallelism: 1 };
  const hash = argon2Sync('argon2id', { message: 'of another time', nonce, tagLength: 32, ...cost });
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  const password_hash = `$argon2id$v=19$m=4096,t=3,p=1$${text(nonce)}$${text(hash)}`;
  const system = app.systemCtx();
  await inTransaction(system, ({ db }) =>
    db.updateTable('agent').set({ password_hash }).where('id', '=', agent_id).execute(),
  );
  assert.equal(await codeOf(trying('old@acorn.example', 'of another time')), 'signed in');
  const renewed = await inTransaction(system, ({ db }) =>
    db.selectFrom('agent').select('password_hash').where('id', '=', agent_id).executeTakeFirstOrThrow(),
  );
  assert.match(renewed.password_hash!, /\$m=19456,t=2,p=1\$/);
  assert.equal(await codeOf(trying('old@acorn.example', 'of another time')), 'signed in');
});
