import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { updateAccount } from '#features/accounts/update-account.ts';
import { chooseAgentPassword } from '#features/agents/choose-agent-password.ts';
import { deactivateAgent } from '#features/agents/deactivate-agent.ts';
import { proveAgentByPassword } from '#features/agents/prove-agent-by-password.ts';
import { sendAgentReset } from '#features/agents/send-agent-reset.ts';
import { signInAgent } from '#features/agents/sign-in-agent.ts';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { agentLinkToken, agentPassword, makeAgent } from '../../../../test/make.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { answerSignInStep } from './answer-sign-in-step.ts';
import { confirmOwnEnrolment } from './confirm-own-enrolment.ts';
import { deleteOwnSecondFactor } from './delete-own-second-factor.ts';
import { findEnrolment } from './find-enrolment.ts';
import { findSecondFactor } from './find-second-factor.ts';
import { renewOwnRecoveryCodes } from './renew-own-recovery-codes.ts';
import { resetSecondFactor } from './reset-second-factor.ts';
import { findSignInStep } from './sign-in-steps.ts';
import { startOwnEnrolment } from './start-own-enrolment.ts';
import { codeAt } from './totp.ts';

const second = 1_000;
const minute = 60 * second;

let app: TestApp;
let admin: Context;
before(async () => {
  app = await startApp();
  admin = await app.ctxOfAdmin();
});
afterEach(async () => {
  await updateAccount(admin, { is_second_factor_required: 'N' });
});
after(() => app.stop());

let made = 0;
const failsAs = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const wrong = failsAs('second_factor.code_wrong');
const over = failsAs('second_factor.step_over');
const now = (shift = 0) => new Date(Date.now() + app.clock.offset_ms + shift);
/** Moves to the middle of a later step, so that no code changes while a test looks at it. */
function toLaterStep(): void {
  const at = now().getTime();
  app.clock.offset_ms += Math.ceil((at + 1) / (30 * second)) * 30 * second - at + 10 * second;
}

interface Enrolled {
  agent_id: number;
  email: string;
  ctx: Context;
  secret: string;
  codes: string[];
}

async function signedIn(agent_id: number): Promise<Context> {
  const { token } = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
  const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'console', token });
  return { ...app.ctxOfStranger(), caller };
}

/** An agent who has set up an app, at the middle of a step whose code he has used. */
async function enrolled(): Promise<Enrolled> {
  toLaterStep();
  const email = `codes${++made}@acorn.example`;
  const agent_id = await makeAgent(admin, { email });
  const ctx = await signedIn(agent_id);
  await startOwnEnrolment(ctx);
  const enrolment = await findEnrolment(ctx, { agent_id });
  const secret = enrolment!.secret.replaceAll(' ', '');
  const codes = await confirmOwnEnrolment(ctx, { code: codeAt(secret, now()) });
  return { agent_id, email, ctx, secret, codes };
}

async function stepOf({ email }: Pick<Enrolled, 'email'>, password = agentPassword): Promise<string> {
  const given = { email, password, is_remembered: true, device: null };
  const entrance = await signInAgent(app.ctxOfStranger(), given);
  assert.ok('step' in entrance, 'a code is asked for');
  return entrance.step;
}
const answer = (token: string, code: string) => answerSignInStep(app.ctxOfStranger(), { token, code });

test('an app is set up by a QR code and confirmed by its first code; then the password alone opens nothing', async () => {
  toLaterStep();
  const agent_id = await makeAgent(admin, { email: 'first@acorn.example' });
  const ctx = await signedIn(agent_id);
  await startOwnEnrolment(ctx);
  const enrolment = (await findEnrolment(ctx, { agent_id }))!;
  assert.match(enrolment.address, /^otpauth:\/\/totp\/Acorn%20Support%201:first%40acorn\.example\?/);
  assert.ok(enrolment.modules.length > 20 && enrolment.modules.every((row) => row.length === enrolment.modules.length));
  const secret = enrolment.secret.replaceAll(' ', '');
  assert.equal(Buffer.byteLength(secret), 32, '160 bits in base32');
  await assert.rejects(confirmOwnEnrolment(ctx, { code: '000000' }), wrong);
  const given = { email: 'first@acorn.example', password: agentPassword, is_remembered: false, device: null };
  assert.ok('session' in (await signInAgent(app.ctxOfStranger(), given)), 'not confirmed: not asked for');
  const codes = await confirmOwnEnrolment(ctx, { code: codeAt(secret, now()) });
  assert.equal(new Set(codes).size, 10);
  assert.equal(await findEnrolment(ctx, { agent_id }), null, 'the secret is never shown again');
  assert.ok('step' in (await signInAgent(app.ctxOfStranger(), given)));
  const kept = await inTransaction(admin, async ({ db }) => [
    ...(await db.selectFrom('agent_totp').selectAll().execute()),
    ...(await db.selectFrom('recovery_code').selectAll().execute()),
  ]);
  const dump = JSON.stringify(kept, (_, value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value));
  for (const text of [secret, ...codes, ...codes.map((code) => code.replace('-', ''))]) assert.ok(!dump.includes(text));
});

test('who has said his password only has not signed in yet', async () => {
  const him = await enrolled();
  const lastSignIn = () =>
    inTransaction(admin, ({ db }) =>
      db.selectFrom('agent').select('last_sign_in_at').where('id', '=', him.agent_id).executeTakeFirstOrThrow(),
    );
  const before = await lastSignIn();
  toLaterStep();
  const step = await stepOf(him);
  assert.deepEqual(await lastSignIn(), before);
  await answer(step, codeAt(him.secret, now()));
  assert.notDeepEqual(await lastSignIn(), before);
});

test('A13 a code opens once, the step before and after count too, others do not', async () => {
  const him = await enrolled();
  await assert.rejects(answer(await stepOf(him), codeAt(him.secret, now())), wrong, 'it has confirmed the app');
  toLaterStep();
  toLaterStep();
  toLaterStep();
  await assert.rejects(answer(await stepOf(him), codeAt(him.secret, now(-60 * second))), wrong, 'two steps old');
  await assert.rejects(answer(await stepOf(him), codeAt(him.secret, now(60 * second))), wrong, 'two steps early');
  const before = codeAt(him.secret, now(-30 * second));
  const { session, device } = await answer(await stepOf(him), before);
  assert.equal(session.max_age, 30 * 24 * 3_600, 'he stays signed in as he wished');
  assert.equal(
    (await findCallerOfRequest(app.ctxOfStranger(), { side: 'console', token: session.token })).kind,
    'agent',
  );
  assert.match(device, /^[\w-]{43}$/);
  await assert.rejects(answer(await stepOf(him), before), wrong, 'a replay within its thirty seconds');
  const code = codeAt(him.secret, now());
  const [one, other] = [await stepOf(him), await stepOf(him)];
  const results = await Promise.allSettled([answer(one, code), answer(other, code)]);
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'], 'two at once');
  await answer(await stepOf(him), ` ${codeAt(him.secret, now(30 * second)).replace(/(...)/, '$1 ')}`);
});

test('A13 five wrong codes end a sign-in, however many come at once, and it begins anew with the password', async () => {
  const him = await enrolled();
  toLaterStep();
  const token = await stepOf(him);
  const results = await Promise.allSettled(Array.from({ length: 12 }, () => answer(token, '000000')));
  const looked = results.filter((one) => one.status === 'rejected' && wrong(one.reason)).length;
  assert.equal(looked, 5);
  await assert.rejects(answer(token, codeAt(him.secret, now())), over);
  await answer(await stepOf(him), codeAt(him.secret, now()));
});

test('A13 over all his sign-ins an agent’s codes are tried only so often', async () => {
  const him = await enrolled();
  const codes: string[] = [];
  for (let tries = 0; tries < 22; tries++) {
    const failed = await answer(await stepOf(him), '000000').catch((error) => error as Failure);
    codes.push((failed as Failure).code);
  }
  assert.ok(codes.slice(0, 19).every((code) => code === 'second_factor.code_wrong'));
  assert.equal(codes.at(-1), 'platform.too_many');
});

test('A13 a reset by mail does not skip the code', async () => {
  const him = await enrolled();
  toLaterStep();
  await sendAgentReset(app.ctxOfStranger(), { email: him.email });
  const token = await agentLinkToken(app.ctxOfStranger(), him.agent_id, 'agent_reset');
  const given = { purpose: 'agent_reset', token, password: 'an umbrella for the moon' } as const;
  const entrance = await chooseAgentPassword(app.ctxOfStranger(), given);
  assert.ok('step' in entrance && !('session' in entrance));
  await assert.rejects(answer(entrance.step, '000000'), wrong);
  await answer(entrance.step, codeAt(him.secret, now()));
});

test('A13 a recovery code opens once, in any spelling, and is written down', async () => {
  const him = await enrolled();
  const [code, another] = him.codes as [string, string];
  await answer(await stepOf(him), ` ${code.toUpperCase().replace('-', ' ')} `);
  await assert.rejects(answer(await stepOf(him), code), wrong);
  assert.equal((await findSecondFactor(admin, him)).codes_left, 9);
  const { changes } = await listChanges(admin, { record: 'agent', record_id: him.agent_id, limit: 1 });
  assert.equal(changes[0]?.act, 'recovery_code_used');
  const colleague = await enrolled();
  await assert.rejects(answer(await stepOf(colleague), another), wrong, 'another agent’s code');
  const renewed = await renewOwnRecoveryCodes(him.ctx, { code: another });
  await assert.rejects(answer(await stepOf(him), him.codes[2]!), wrong, 'the old ones are dead');
  await answer(await stepOf(him), renewed[0]!);
});

test('a step is over after ten minutes, with another password, and once its agent is deactivated; it is no session', async () => {
  const him = await enrolled();
  toLaterStep();
  const token = await stepOf(him);
  assert.equal((await findCallerOfRequest(app.ctxOfStranger(), { side: 'console', token })).kind, 'stranger');
  app.clock.offset_ms += 10 * minute + second;
  await assert.rejects(findSignInStep(app.ctxOfStranger(), token), over);
  const second_token = await stepOf(him);
  await sendAgentReset(app.ctxOfStranger(), { email: him.email });
  const link = await agentLinkToken(app.ctxOfStranger(), him.agent_id, 'agent_reset');
  const password = 'an umbrella for the moon';
  await chooseAgentPassword(app.ctxOfStranger(), { purpose: 'agent_reset', token: link, password });
  await assert.rejects(findSignInStep(app.ctxOfStranger(), second_token), over);
  const third_token = await stepOf(him, password);
  await deactivateAgent(admin, him);
  await assert.rejects(answer(third_token, codeAt(him.secret, now())), over);
  await assert.rejects(answer('no token', '000000'), over);
});

test('an account that asks every agent for a code leads who has none to set one up before anything else', async () => {
  toLaterStep();
  await updateAccount(admin, { is_second_factor_required: 'on' });
  const email = 'led@acorn.example';
  const agent_id = await makeAgent(admin, { email });
  const token = await stepOf({ email });
  assert.equal((await findSignInStep(app.ctxOfStranger(), token)).asks, 'enrolment');
  const secret = (await findEnrolment(app.ctxOfStranger(), { agent_id }))!.secret.replaceAll(' ', '');
  await assert.rejects(answer(token, '000000'), wrong);
  const { recovery_codes, session } = await answer(token, codeAt(secret, now()));
  assert.equal(recovery_codes?.length, 10);
  const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'console', token: session.token });
  const ctx: Context = { ...app.ctxOfStranger(), caller };
  toLaterStep();
  await assert.rejects(deleteOwnSecondFactor(ctx, { code: codeAt(secret, now()) }), failsAs('second_factor.required'));
  await updateAccount(admin, { is_second_factor_required: 'N' });
  await assert.rejects(deleteOwnSecondFactor(ctx, { code: '000000' }), wrong);
  await deleteOwnSecondFactor(ctx, { code: codeAt(secret, now()) });
  const given = { email, password: agentPassword, is_remembered: false, device: null };
  assert.ok('session' in (await signInAgent(app.ctxOfStranger(), given)));
});

test('E05 an agent with an app proves who he is by password and code together', async () => {
  const him = await enrolled();
  toLaterStep();
  await assert.rejects(proveAgentByPassword(him.ctx, { password: agentPassword }), wrong);
  await assert.rejects(
    proveAgentByPassword(him.ctx, { password: 'wrong', code: codeAt(him.secret, now()) }),
    failsAs('sessions.password_wrong'),
  );
  await proveAgentByPassword(him.ctx, { password: agentPassword, code: codeAt(him.secret, now()) });
  app.clock.offset_ms += 11 * minute;
  await assert.rejects(startOwnEnrolment(him.ctx), failsAs('sessions.not_fresh'));
});

test('an admin takes a colleague’s codes away, who is told by mail; nobody else may', async () => {
  const him = await enrolled();
  await assert.rejects(
    resetSecondFactor(him.ctx, him),
    (error) => error instanceof Failure && error.kind === 'forbidden',
  );
  await resetSecondFactor(admin, him);
  const given = { email: him.email, password: agentPassword, is_remembered: false, device: null };
  assert.ok('session' in (await signInAgent(app.ctxOfStranger(), given)));
  const { changes } = await listChanges(admin, { record: 'agent', record_id: him.agent_id, limit: 1 });
  assert.equal(changes[0]?.act, 'second_factor_reset');
  const mailsTo = () =>
    inTransaction(admin, ({ db }) =>
      db.selectFrom('mail_message').select('kind').where('to_address', '=', him.email).orderBy('id', 'desc').execute(),
    );
  assert.equal((await mailsTo())[0]?.kind, 'agents.second_factor_reset');
  const count = (await mailsTo()).length;
  await resetSecondFactor(admin, him);
  assert.equal((await mailsTo()).length, count, 'a second time there is nothing to do or to say');
});
