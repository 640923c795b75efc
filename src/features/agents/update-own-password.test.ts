import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { loadProgram } from '../../../test/load-program.ts';
import { agentPassword, makeAgent, sessionOf } from '../../../test/make.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { findAgent } from './find-agent.ts';
import { findOwnProfile } from './find-own-profile.ts';
import { signInAgent } from './sign-in-agent.ts';
import { updateOwnPassword } from './update-own-password.ts';
import { updateOwnProfile } from './update-own-profile.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ program: await loadProgram() });
});
after(() => app.stop());

const password = 'an umbrella for the moon';

/** An agent who is signed in twice: the context of one session and the token of the other. */
async function signedInTwice(email: string): Promise<{ ctx: Context; here: string; there: string }> {
  await makeAgent(await app.ctxOfAdmin(), { email });
  const given = { email, password: agentPassword, is_remembered: false, device: null };
  const signIn = async () => sessionOf(await signInAgent(app.ctxOfStranger(), given));
  const [here, there] = [await signIn(), await signIn()];
  const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'console', token: here.token });
  return { ctx: { ...app.ctxOfStranger(), caller }, here: here.token, there: there.token };
}

const kindOf = async (token: string) =>
  (await findCallerOfRequest(app.ctxOfStranger(), { side: 'console', token })).kind;

test('C01 who changes his password goes on with a new session, and every old one is dead', async () => {
  const { ctx, here, there } = await signedInTwice('changing@acorn.example');
  const { token, max_age } = await updateOwnPassword(ctx, { old_password: agentPassword, password });
  assert.notEqual(token, here);
  assert.deepEqual(await Promise.all([token, here, there].map(kindOf)), ['agent', 'stranger', 'stranger']);
  assert.equal(max_age, null);
  const given = { email: 'changing@acorn.example', is_remembered: false, device: null };
  await assert.rejects(signInAgent(app.ctxOfStranger(), { ...given, password: agentPassword }));
  await signInAgent(app.ctxOfStranger(), { ...given, password });
});

test('C01 the page puts the new session into the cookie, remembered if the old one was', async () => {
  await makeAgent(await app.ctxOfAdmin(), { email: 'remembered@acorn.example' });
  const given = { email: 'remembered@acorn.example', password: agentPassword, is_remembered: true, device: null };
  const session = sessionOf(await signInAgent(app.ctxOfStranger(), given));
  const old = `__Host-agent_session=${session.token}`;
  const body = new URLSearchParams({ intent: 'password', old_password: agentPassword, password });
  const answer = await app.ask('/profile', { method: 'POST', body, cookie: old });
  assert.equal(answer.headers.get('location'), '/profile?saved=password');
  const [, cookie] = /^(__Host-agent_session=[\w-]{43}); .*Max-Age=2592000/.exec(answer.headers.get('set-cookie')!)!;
  assert.notEqual(cookie, old);
  const status = async (cookie: string) => (await app.ask('/profile', { cookie })).status;
  assert.deepEqual([await status(old), await status(cookie!)], [303, 200]);
});

test('nobody changes a password without knowing it, and guessing is slowed down', async () => {
  const { ctx, there } = await signedInTwice('open-desk@acorn.example');
  const guess = () => updateOwnPassword(ctx, { old_password: 'a guess', password });
  for (let tries = 0; tries < 10; tries++) await assert.rejects(guess(), { code: 'agents.old_password_wrong' });
  await assert.rejects(guess(), { kind: 'too_many' });
  assert.equal(await kindOf(there), 'agent');
});

test('A11 a new password must hold, too', async () => {
  const { ctx } = await signedInTwice('weak-choice@acorn.example');
  const weak = updateOwnPassword(ctx, { old_password: agentPassword, password: 'weak-choice' });
  await assert.rejects(weak, { code: 'platform.password_known' });
});

test('F05 an agent changes his own name and language, and nothing else', async () => {
  const { ctx } = await signedInTwice('himself@acorn.example');
  assert.ok(ctx.caller.kind === 'agent');
  const { agent_id } = ctx.caller;
  const greedy = { role: 'admin', email: 'other@acorn.example', is_owner: 'true', deactivated_at: '', id: '1' };
  await updateOwnProfile(ctx, { name: '  새 이름 ', language: 'ko', ...greedy });
  const expected = { name: '새 이름', email: 'himself@acorn.example', role: 'agent', language: 'ko' } as const;
  assert.deepEqual(await findOwnProfile(ctx), expected);
  const admin = await app.ctxOfAdmin();
  assert.equal((await findAgent(admin, { agent_id })).name, '새 이름');
  const { changes } = await listChanges(admin, { record: 'agent', record_id: agent_id });
  assert.deepEqual(changes[0]?.changes, { name: ['Agent 5', '새 이름'], language: ['en', 'ko'] });
  await assert.rejects(updateOwnProfile(ctx, { name: ' ', language: 'fr' }), { kind: 'invalid' });
});

test('a stranger has no profile', async () => {
  const stranger = app.ctxOfStranger();
  for (const act of [
    findOwnProfile(stranger),
    updateOwnProfile(stranger, { name: 'x' }),
    updateOwnPassword(stranger, { old_password: 'x', password }),
    findAgent(stranger, { agent_id: 1 }),
  ]) {
    await assert.rejects(act, { kind: 'not_signed_in' });
  }
});
