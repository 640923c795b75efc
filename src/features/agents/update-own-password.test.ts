import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { agentPassword, makeAgent } from '../../../test/make.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { findAgent } from './find-agent.ts';
import { findOwnProfile } from './find-own-profile.ts';
import { signInAgent } from './sign-in-agent.ts';
import { updateOwnPassword } from './update-own-password.ts';
import { updateOwnProfile } from './update-own-profile.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

const password = 'an umbrella for the moon';

/** An agent who is signed in twice: the context of one session and the token of the other. */
async function signedInTwice(email: string): Promise<{ ctx: Context; here: string; there: string }> {
  await makeAgent(await app.ctxOfAdmin(), { email });
  const given = { email, password: agentPassword, is_remembered: false, device: null };
  const signIn = async () => (await signInAgent(app.ctxOfStranger(), given)).session;
  const [here, there] = [await signIn(), await signIn()];
  const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'console', token: here.token });
  return { ctx: { ...app.ctxOfStranger(), caller }, here: here.token, there: there.token };
}

const kindOf = async (token: string) =>
  (await findCallerOfRequest(app.ctxOfStranger(), { side: 'console', token })).kind;

test('C03 who changes his password stays signed in here and nowhere else', async () => {
  const { ctx, here, there } = await signedInTwice('changing@acorn.example');
  await updateOwnPassword(ctx, { old_password: agentPassword, password });
  assert.deepEqual([await kindOf(here), await kindOf(there)], ['agent', 'stranger']);
  const given = { email: 'changing@acorn.example', is_remembered: false, device: null };
  await assert.rejects(signInAgent(app.ctxOfStranger(), { ...given, password: agentPassword }));
  await signInAgent(app.ctxOfStranger(), { ...given, password });
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
  assert.deepEqual(changes[0]?.changes, { name: ['Agent 4', '새 이름'], language: ['en', 'ko'] });
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
