import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { agentPassword, makeAgent, sessionOf } from '../../../test/make.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { deactivateAgent } from './deactivate-agent.ts';
import { inviteAgent } from './invite-agent.ts';
import { listAgents } from './list-agents.ts';
import { reactivateAgent } from './reactivate-agent.ts';
import { signInAgent } from './sign-in-agent.ts';
import { updateAgentRole } from './update-agent-role.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 2 });
});
after(() => app.stop());

const lastAdmin = { kind: 'conflict', code: 'agents.last_admin' };

test('F04 the last admin keeps his role and can not be shut out, by himself neither', async () => {
  const admin = await app.ctxOfAdmin();
  assert.ok(admin.caller.kind === 'agent');
  const { agent_id } = admin.caller;
  // One who has only been invited can not help.
  await inviteAgent(admin, { name: 'Invited', email: 'invited@acorn.example', role: 'admin', language: 'en' });
  await assert.rejects(updateAgentRole(admin, { agent_id, role: 'supervisor' }), lastAdmin);
  await assert.rejects(deactivateAgent(admin, { agent_id }), lastAdmin);
  await updateAgentRole(admin, { agent_id, role: 'admin' });
});

test('F04 of two admins who shut each other out at once one stays', async () => {
  const admin = await app.ctxOfAdmin();
  assert.ok(admin.caller.kind === 'agent');
  const own = admin.caller.agent_id;
  for (let round = 0; round < 5; round++) {
    const other = await makeAgent(admin, { role: 'admin' });
    const ends = await Promise.allSettled([
      deactivateAgent(admin, { agent_id: own }),
      updateAgentRole(admin, { agent_id: other, role: 'agent' }),
    ]);
    assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const admins = (await listAgents(admin)).filter(({ role, state }) => role === 'admin' && state === 'active');
    assert.equal(admins.length, 1);
    await reactivateAgent(admin, { agent_id: own });
    if (admins[0]!.id === other) await updateAgentRole(admin, { agent_id: other, role: 'agent' });
  }
});

test('C03 a deactivated agent is out on his next request, and in again when reactivated', async () => {
  const admin = await app.ctxOfAdmin();
  const agent_id = await makeAgent(admin, { email: 'out@acorn.example' });
  const stranger = app.ctxOfStranger();
  const given = { email: 'out@acorn.example', password: agentPassword, is_remembered: true, device: null };
  const { token } = sessionOf(await signInAgent(stranger, given));
  const callerNow = () => findCallerOfRequest(stranger, { side: 'console', token });
  assert.equal((await callerNow()).kind, 'agent');
  await deactivateAgent(admin, { agent_id });
  assert.equal((await callerNow()).kind, 'stranger');
  await assert.rejects(signInAgent(stranger, given), { code: 'agents.sign_in_refused' });
  await reactivateAgent(admin, { agent_id });
  assert.equal((await callerNow()).kind, 'stranger', 'the old session stays dead');
  await signInAgent(stranger, given);
});

test('C03 a role that was taken away is gone on the next request', async () => {
  const admin = await app.ctxOfAdmin();
  const agent_id = await makeAgent(admin, { email: 'demoted@acorn.example', role: 'supervisor' });
  const stranger = app.ctxOfStranger();
  const given = { email: 'demoted@acorn.example', password: agentPassword, is_remembered: false, device: null };
  const { token } = sessionOf(await signInAgent(stranger, given));
  await updateAgentRole(admin, { agent_id, role: 'agent' });
  const caller = await findCallerOfRequest(stranger, { side: 'console', token });
  assert.ok(caller.kind === 'agent' && !caller.rights.has('imports.run'));
});

test('F01 agents of another account are not found', async () => {
  const agent_id = await makeAgent(await app.ctxOfAdmin());
  const other = await app.ctxOfAdmin(2);
  const nothing = { kind: 'not_found', code: 'platform.not_found' };
  await assert.rejects(updateAgentRole(other, { agent_id, role: 'agent' }), nothing);
  await assert.rejects(deactivateAgent(other, { agent_id }), nothing);
  await assert.rejects(reactivateAgent(other, { agent_id }), nothing);
  assert.equal((await listAgents(other)).length, 1);
});

test('a role that there is not is refused', async () => {
  const admin = await app.ctxOfAdmin();
  const agent_id = await makeAgent(admin);
  for (const role of ['owner', '', 'ADMIN', '__proto__']) {
    await assert.rejects(updateAgentRole(admin, { agent_id, role }), { code: 'platform.not_a_choice' });
  }
});
