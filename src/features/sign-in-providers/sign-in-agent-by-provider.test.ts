import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chooseAgentPassword } from '#features/agents/choose-agent-password.ts';
import { deactivateAgent } from '#features/agents/deactivate-agent.ts';
import { findAgent } from '#features/agents/find-agent.ts';
import { inviteAgent } from '#features/agents/invite-agent.ts';
import { sendAgentReset } from '#features/agents/send-agent-reset.ts';
import { signInAgent } from '#features/agents/sign-in-agent.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { agentLinkToken, agentPassword, makeAgent } from '../../../test/make.ts';
import { activateContact, insertContact } from '../../../test/portal.ts';
import { addProvider, cookieOf, identitiesOf, strangerAt, travel } from '../../../test/provider-trip.ts';
import { adminPassword, startApp, type TestApp } from '../../../test/start-app.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../../test/start-openid-provider.ts';
import { deleteProvider } from './delete-provider.ts';
import { requireAgentProvider } from './require-agent-provider.ts';
import { signInAgentByProvider } from './sign-in-agent-by-provider.ts';
import { updateProvider } from './update-provider.ts';

let provider: OpenIdProvider;
let app: TestApp;
let admin: Context;
let provider_id: number;
before(async () => {
  // Claims only from the userinfo endpoint, as many providers have it.
  provider = await startOpenIdProvider({ people: {}, isInToken: false });
  app = await startApp({ private_hosts: [provider.host] });
  admin = await app.ctxOfAdmin();
  provider_id = await addProvider(app, provider, { email_domains: 'acorn.example' });
});
after(async () => {
  await app.stop();
  await provider.stop();
});

const come = (login: string, audience: 'agent' | 'contact' = 'agent') =>
  travel(app, { provider_id, audience, there: (url) => provider.signIn(url, login) });

async function callerOf(response: Response) {
  const token = cookieOf(response, 'agent_session');
  return findCallerOfRequest(app.ctxOfStranger(), { side: 'console', token });
}

const refusedAt = '/sign-in?with=refused';
const person = (email: string) => ({ email, email_verified: true as unknown });

test('an agent whose address the provider vouches for comes in with the rights he has here, linked from then on', async () => {
  const agent_id = await makeAgent(admin, { email: 'eva@acorn.example' });
  provider.people.eva = { ...person('eva@acorn.example'), role: 'admin' } as never;
  const response = await come('eva');
  assert.equal(response.headers.get('location'), '/');
  const caller = await callerOf(response);
  assert.ok(caller.kind === 'agent' && caller.agent_id === agent_id && caller.role === 'agent');
  provider.people.eva = person('somebody@acorn.example');
  const again = await callerOf(await come('eva'));
  assert.ok(again.kind === 'agent' && again.agent_id === agent_id, 'by issuer and subject, not by address');
  const told = await inTransaction(admin, ({ db }) =>
    db
      .selectFrom('mail_message')
      .select('to_address')
      .where('agent_id', '=', agent_id)
      .where('kind', '=', 'agents.way_in_added')
      .execute(),
  );
  assert.deepEqual(told, [{ to_address: 'eva@acorn.example' }], 'told once, when he was linked');
});

test('an invited agent may come by his provider instead of choosing a password', async () => {
  const given = { name: 'Ida', email: 'ida@acorn.example', role: 'agent', language: 'en' };
  const agent_id = await inviteAgent(admin, given);
  provider.people.ida = person('ida@acorn.example');
  assert.equal((await callerOf(await come('ida'))).kind, 'agent');
  assert.equal((await findAgent(admin, { agent_id })).state, 'active');
});

test('E04 E06 nobody becomes an agent: not by an unknown address, one that is not vouched for, or as a deactivated one', async () => {
  const agent_id = await makeAgent(admin, { email: 'gone@acorn.example' });
  await makeAgent(admin, { email: 'word@acorn.example' });
  Object.assign(provider.people, {
    nobody: person('nobody@acorn.example'),
    word: { email: 'word@acorn.example', email_verified: 'true' },
    elsewhere: person('adam@elsewhere.example'),
    gone: person('gone@acorn.example'),
  });
  await come('gone');
  await deactivateAgent(admin, { agent_id });
  for (const login of ['nobody', 'word', 'elsewhere', 'gone']) {
    const response = await come(login);
    assert.equal(response.headers.get('location'), refusedAt, login);
    assert.equal(cookieOf(response, 'agent_session'), null);
  }
});

test('E06 the two doors are apart: who is linked as an agent is a stranger at the portal, and the other way round', async () => {
  const agent_id = await makeAgent(admin, { email: 'both@acorn.example' });
  provider.people.both = person('both@acorn.example');
  await come('both');
  assert.match((await come('both', 'contact')).headers.get('location')!, /with=refused/);
  const contact_id = await insertContact(app.systemCtx(), { email: 'kunde@acorn.example' });
  await activateContact(app.systemCtx(), contact_id);
  provider.people.kunde = person('kunde@acorn.example');
  assert.ok(cookieOf(await come('kunde', 'contact'), 'portal_session'));
  assert.equal((await come('kunde')).headers.get('location'), refusedAt);
  assert.equal((await identitiesOf(app, 'agent_id', agent_id)).length, 1);
});

test('an address that no provider vouches for finds no agent', async () => {
  await makeAgent(admin, { email: 'quiet@acorn.example' });
  const person = {
    ...{ provider_id, provider_name: 'Acorn Login', issuer: provider.issuer, subject: 'quiet', name: null },
    address: { email: 'quiet@acorn.example', is_vouched: false },
  };
  await assert.rejects(signInAgentByProvider(strangerAt(app), person), { code: 'sign_in_providers.agent_refused' });
});

test('where agents have to use a provider no password lets them in, but for the owner’s, who can undo it', async () => {
  const email = 'pia@acorn.example';
  const agent_id = await makeAgent(admin, { email });
  const enter = (email: string, password: string) =>
    signInAgent(strangerAt(app), { email, password, is_remembered: false, device: null });
  await enter(email, agentPassword);
  await sendAgentReset(strangerAt(app), { email });
  const token = await agentLinkToken(app.ctxOfStranger(), agent_id, 'agent_reset');
  await requireAgentProvider(admin, { is_required: true });
  await assert.rejects(enter(email, agentPassword), { code: 'agents.sign_in_refused' });
  const chosen = { purpose: 'agent_reset', token, password: 'nine other otters' } as const;
  await assert.rejects(chooseAgentPassword(strangerAt(app), chosen), { code: 'agents.provider_required' });
  const mails = () =>
    inTransaction(app.systemCtx(), ({ db }) =>
      db.selectFrom('mail_message').select('id').where('agent_id', '=', agent_id).execute(),
    );
  const before = (await mails()).length;
  await sendAgentReset(strangerAt(app), { email });
  assert.equal((await mails()).length, before);
  provider.people.pia = person(email);
  assert.equal((await callerOf(await come('pia'))).kind, 'agent');
  await enter('adam@acorn.example', adminPassword);
  const last = { code: 'sign_in_providers.agents_need_one' };
  await assert.rejects(deleteProvider(admin, { id: provider_id }), last);
  await assert.rejects(updateProvider(admin, { id: provider_id, given: { is_for_agents: '' } }), last);
  await requireAgentProvider(admin, { is_required: false });
  await enter(email, agentPassword);
});
