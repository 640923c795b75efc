import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import { agentLinkToken, sessionOf } from '../../../test/make.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { type MailServer, startMailServer } from '../../../test/start-mail-server.ts';
import { chooseAgentPassword } from './choose-agent-password.ts';
import { deactivateAgent } from './deactivate-agent.ts';
import { findAgentLink } from './find-agent-link.ts';
import { inviteAgent } from './invite-agent.ts';
import { listAgents } from './list-agents.ts';
import { reactivateAgent } from './reactivate-agent.ts';
import { resendAgentInvitation } from './resend-agent-invitation.ts';
import { updateAgentRole } from './update-agent-role.ts';

let app: TestApp;
let server: MailServer;
before(async () => {
  server = await startMailServer();
  app = await startApp({ smtp_url: server.url });
});
after(async () => {
  await app.stop();
  await server.stop();
});

const purpose = 'agent_invitation';
const hana = { name: 'Hana Kim', email: 'Hana@Acorn.example', role: 'supervisor', language: 'ko' };

test('an invited colleague gets a mail in his language, chooses a password and is in', async () => {
  const agent_id = await inviteAgent(await app.ctxOfAdmin(), hana);
  await app.worker.runDue();
  const mail = server.mailTo('hana@acorn.example');
  assert.match(mail.subject!, /초대/);
  const token = /https:\/\/help\.example\.com\/accept\/([\w-]{43})/.exec(mail.text!)![1]!;
  const stranger = app.ctxOfStranger();
  assert.equal((await findAgentLink(stranger, { purpose, token })).name, 'Hana Kim');
  const session = sessionOf(await chooseAgentPassword(stranger, { purpose, token, password: 'seven patient otters' }));
  const caller = await findCallerOfRequest(stranger, { side: 'console', token: session.token });
  assert.ok(caller.kind === 'agent');
  assert.deepEqual([caller.agent_id, caller.role, caller.locale], [agent_id, 'supervisor', 'ko']);
});

test('B05 an invitation dies when its agent is shut out or given another role, and does not come back to life', async () => {
  const admin = await app.ctxOfAdmin();
  for (const [n, change] of [
    async (agent_id: number) => {
      await deactivateAgent(admin, { agent_id });
      await reactivateAgent(admin, { agent_id });
    },
    (agent_id: number) => updateAgentRole(admin, { agent_id, role: 'admin' }),
  ].entries()) {
    const agent_id = await inviteAgent(admin, { ...hana, email: `b05-${n}@acorn.example` });
    const token = await agentLinkToken(admin, agent_id);
    await findAgentLink(app.ctxOfStranger(), { purpose, token });
    await change(agent_id);
    await assert.rejects(findAgentLink(app.ctxOfStranger(), { purpose, token }), { kind: 'expired' });
  }
});

test('only an admin invites, and an address is invited once', async () => {
  const admin = await app.ctxOfAdmin();
  const given = { ...hana, email: 'twice@acorn.example' };
  await inviteAgent(admin, given);
  await assert.rejects(inviteAgent(admin, { ...given, email: 'TWICE@acorn.example' }), {
    code: 'agents.address_taken',
    more: { field: 'email' },
  });
  await assert.rejects(inviteAgent(await app.ctxOfAgent('supervisor'), { ...given, email: 'x@acorn.example' }), {
    kind: 'forbidden',
  });
  await assert.rejects(inviteAgent(app.ctxOfStranger(), { ...given, email: 'x@acorn.example' }), {
    kind: 'not_signed_in',
  });
});

test('F05 an invitation with bad or foreign fields writes nothing but what it may', async () => {
  const admin = await app.ctxOfAdmin();
  const bad = { name: ' ', email: 'no address', role: 'owner', language: 'fr' };
  const refused = await inviteAgent(admin, bad).catch((failure) => failure);
  assert.deepEqual(
    refused.more.problems.map(({ field }: { field: string }) => field),
    ['name', 'email', 'role', 'language'],
  );
  const email = 'greedy@acorn.example';
  const foreign = { is_owner: true, password_hash: 'x', account_id: 2, id: 1, deactivated_at: '2020-01-01' };
  await inviteAgent(admin, { ...hana, email, ...foreign });
  const agent = (await listAgents(admin)).find((one) => one.email === email);
  assert.equal(agent?.state, 'invited');
});

test('B03 an invitation is spent by the first of two at once, and looking spends nothing', async () => {
  const admin = await app.ctxOfAdmin();
  const agent_id = await inviteAgent(admin, { ...hana, email: 'once@acorn.example' });
  const stranger = app.ctxOfStranger();
  const token = await agentLinkToken(stranger, agent_id);
  for (let looks = 0; looks < 3; looks++) await findAgentLink(stranger, { purpose, token });
  const ends = await Promise.allSettled([
    chooseAgentPassword(stranger, { purpose, token, password: 'one sleepy walrus' }),
    chooseAgentPassword(stranger, { purpose, token, password: 'two sleepy walruses' }),
  ]);
  assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(findAgentLink(stranger, { purpose, token }), { code: 'agents.link_expired' });
});

test('B04 a newer invitation replaces the older one, and nobody is invited twice who has accepted', async () => {
  const admin = await app.ctxOfAdmin();
  const agent_id = await inviteAgent(admin, { ...hana, email: 'again@acorn.example' });
  const stranger = app.ctxOfStranger();
  const older = await agentLinkToken(stranger, agent_id);
  await resendAgentInvitation(admin, { agent_id });
  const newer = await agentLinkToken(stranger, agent_id);
  const password = 'seven patient otters';
  await assert.rejects(chooseAgentPassword(stranger, { purpose, token: older, password }), { kind: 'expired' });
  await chooseAgentPassword(stranger, { purpose, token: newer, password });
  await assert.rejects(resendAgentInvitation(admin, { agent_id }), { code: 'agents.already_accepted' });
});

test('B02 an invitation works for seven days by the clock of the server', async (t) => {
  const agent_id = await inviteAgent(await app.ctxOfAdmin(), { ...hana, email: 'late@acorn.example' });
  const token = await agentLinkToken(app.ctxOfStranger(), agent_id);
  t.after(() => {
    app.clock.offset_ms = 0;
  });
  const minute = 60_000;
  app.clock.offset_ms = 7 * 24 * 60 * minute - minute;
  await findAgentLink(app.ctxOfStranger(), { purpose, token });
  app.clock.offset_ms += 2 * minute;
  await assert.rejects(findAgentLink(app.ctxOfStranger(), { purpose, token }), { code: 'agents.link_expired' });
});

test('B05, B06, B08 a link dies with its agent, and opens nothing else', async () => {
  const admin = await app.ctxOfAdmin();
  const agent_id = await inviteAgent(admin, { ...hana, email: 'leaving@acorn.example' });
  const stranger = app.ctxOfStranger();
  const token = await agentLinkToken(stranger, agent_id);
  const wrong = [token.slice(1), `${token}x`, token.toUpperCase(), '', `${token}\0`, `${token}=`];
  for (const tampered of wrong) {
    await assert.rejects(findAgentLink(stranger, { purpose, token: tampered }), { code: 'agents.link_expired' });
  }
  await assert.rejects(findAgentLink(stranger, { purpose: 'agent_reset', token }), { code: 'agents.link_expired' });
  await deactivateAgent(admin, { agent_id });
  await assert.rejects(findAgentLink(stranger, { purpose, token }), { code: 'agents.link_expired' });
});

test('A11 a weak password is refused with the reason and the link stays good', async () => {
  const agent_id = await inviteAgent(await app.ctxOfAdmin(), { ...hana, email: 'weak@acorn.example' });
  const stranger = app.ctxOfStranger();
  const token = await agentLinkToken(stranger, agent_id);
  await assert.rejects(chooseAgentPassword(stranger, { purpose, token, password: 'password1' }), {
    kind: 'invalid',
    code: 'platform.password_weak',
  });
  await chooseAgentPassword(stranger, { purpose, token, password: 'seven patient otters' });
});
