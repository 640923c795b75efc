import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { agentPassword, makeAgent, sessionOf } from '../../../test/make.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { type MailServer, startMailServer } from '../../../test/start-mail-server.ts';
import { chooseAgentPassword } from './choose-agent-password.ts';
import { deactivateAgent } from './deactivate-agent.ts';
import { findAgentLink } from './find-agent-link.ts';
import { inviteAgent } from './invite-agent.ts';
import { sendAgentReset } from './send-agent-reset.ts';
import { signInAgent } from './sign-in-agent.ts';

let app: TestApp;
let server: MailServer;
before(async () => {
  server = await startMailServer();
  app = await startApp({ smtp_url: server.url, accounts: 2 });
});
after(async () => {
  await app.stop();
  await server.stop();
});

const purpose = 'agent_reset';
let lastIp = 0;
const stranger = (): Context => ({
  ...app.ctxOfStranger(),
  origin: { request_id: 'test', ip: `198.51.100.${++lastIp}`, user_agent: 'test' },
});

async function mailedToken(email: string): Promise<string> {
  await app.worker.runDue();
  return /https:\/\/help\.example\.com\/reset\/([\w-]{43})/.exec(server.mailTo(email).text!)![1]!;
}

test('a forgotten password is replaced by a mailed link, which ends all sessions', async () => {
  await makeAgent(await app.ctxOfAdmin(), { email: 'forgetful@acorn.example' });
  const sessions = [];
  for (let round = 0; round < 2; round++) {
    const given = { email: 'forgetful@acorn.example', password: agentPassword, is_remembered: true, device: null };
    sessions.push(sessionOf(await signInAgent(stranger(), given)));
  }
  await sendAgentReset(stranger(), { email: ' Forgetful@acorn.example' });
  const token = await mailedToken('forgetful@acorn.example');
  await chooseAgentPassword(stranger(), { purpose, token, password: 'an umbrella for the moon' });
  for (const session of sessions) {
    const caller = await findCallerOfRequest(stranger(), { side: 'console', token: session.token });
    assert.equal(caller.kind, 'stranger');
  }
  const signingIn = (password: string) =>
    signInAgent(stranger(), { email: 'forgetful@acorn.example', password, is_remembered: false, device: null });
  await assert.rejects(signingIn(agentPassword), { code: 'agents.sign_in_refused' });
  await signingIn('an umbrella for the moon');
});

test('A02 nobody learns whether an address is an agent’s, and a stranger gets no mail', async () => {
  const admin = await app.ctxOfAdmin();
  const gone = await makeAgent(admin, { email: 'left@acorn.example' });
  await deactivateAgent(admin, { agent_id: gone });
  await app.worker.runDue();
  const before = server.mails.length;
  for (const email of ['nobody@acorn.example', 'left@acorn.example', 'no address']) {
    assert.equal(await sendAgentReset(stranger(), { email }), undefined);
  }
  await app.worker.runDue();
  assert.equal(server.mails.length, before);
});

test('A07 a reset opens what wrong passwords have locked', async () => {
  await makeAgent(await app.ctxOfAdmin(), { email: 'attacked@acorn.example' });
  for (let tries = 0; tries < 10; tries++) {
    const given = { email: 'attacked@acorn.example', password: 'wrong', is_remembered: false, device: null };
    await assert.rejects(signInAgent(stranger(), given));
  }
  await sendAgentReset(stranger(), { email: 'attacked@acorn.example' });
  const password = 'an umbrella for the moon';
  await chooseAgentPassword(stranger(), { purpose, token: await mailedToken('attacked@acorn.example'), password });
  await signInAgent(stranger(), { email: 'attacked@acorn.example', password, is_remembered: false, device: null });
});

test('B02 the link works for twelve hours', async (t) => {
  await makeAgent(await app.ctxOfAdmin(), { email: 'slow@acorn.example' });
  await sendAgentReset(stranger(), { email: 'slow@acorn.example' });
  const token = await mailedToken('slow@acorn.example');
  t.after(() => {
    app.clock.offset_ms = 0;
  });
  app.clock.offset_ms = 12 * 3_600_000 - 60_000;
  await findAgentLink(stranger(), { purpose, token });
  app.clock.offset_ms = 12 * 3_600_000 + 60_000;
  await assert.rejects(findAgentLink(stranger(), { purpose, token }), { code: 'agents.link_expired' });
});

test('B04 an address can be asked for three times an hour, known or not', async () => {
  await makeAgent(await app.ctxOfAdmin(), { email: 'asked@acorn.example' });
  for (const email of ['asked@acorn.example', 'unknown@acorn.example']) {
    for (let asks = 0; asks < 3; asks++) await sendAgentReset(stranger(), { email });
    await assert.rejects(sendAgentReset(stranger(), { email }), { kind: 'too_many' });
  }
});

test('B06 a link of one account opens nothing at another', async () => {
  await makeAgent(await app.ctxOfAdmin(), { email: 'here@acorn.example' });
  await sendAgentReset(stranger(), { email: 'here@acorn.example' });
  const token = await mailedToken('here@acorn.example');
  await assert.rejects(findAgentLink(app.ctxOfStranger(2), { purpose, token }), { code: 'agents.link_expired' });
});

test('who was invited and asks for a new password gets his invitation again', async () => {
  const email = 'early@acorn.example';
  await inviteAgent(await app.ctxOfAdmin(), { name: 'Early Bird', email, role: 'agent', language: 'en' });
  await app.worker.runDue();
  const before = server.mails.length;
  await sendAgentReset(stranger(), { email });
  await app.worker.runDue();
  assert.equal(server.mails.length, before + 1);
  assert.match(server.mailTo(email).text!, /\/accept\/[\w-]{43}/);
});
