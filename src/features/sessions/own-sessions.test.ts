import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { updateAccount } from '#features/accounts/update-account.ts';
import { listChanges } from '#features/change-log/list-changes.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { insertManyContacts } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { allowFresh } from './allow-fresh.ts';
import { createSession, type NewSession, type SessionOwner } from './create-session.ts';
import { endOwnSession } from './end-own-session.ts';
import { endOwnSessions } from './end-own-sessions.ts';
import { endSessionsByForm } from './end-sessions-by-form.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { endSessionsOfAgent } from './end-sessions-of-agent.ts';
import { endSessionsOfContact } from './end-sessions-of-contact.ts';
import { findCallerOfRequest } from './find-caller-of-request.ts';
import { listOwnSessions } from './list-own-sessions.ts';
import { listSessionsOfAgent } from './list-sessions-of-agent.ts';
import { listSessionsOfContact } from './list-sessions-of-contact.ts';
import { renewSession } from './renew-session.ts';
import type { SessionMethod } from './session.ts';

const hour = 3_600_000;
const whale = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/138.0.0.0 Whale/4.33.325.17 Safari/537.36';

let app: TestApp;
let admin: Context;
let owner: { agent_id: number };
let contacts: number[];
before(async () => {
  app = await startApp();
  admin = await app.ctxOfAdmin();
  owner = { agent_id: admin.caller.kind === 'agent' ? admin.caller.agent_id : 0 };
  contacts = await insertManyContacts(app.systemCtx(), 2);
  await inTransaction(app.systemCtx(), ({ db }) =>
    db.updateTable('contact').set({ portal_access: 'active' }).execute(),
  );
  // Setting the account up has signed its admin in.
  await endSessionsOf(admin, owner);
});
afterEach(async () => {
  app.clock.offset_ms = 0;
  await endSessionsOf(admin, owner);
  const rules = { session_idle_minutes: '720', session_hours: '24', remembered_idle_days: '14', remembered_days: '30' };
  await updateAccount(admin, rules);
});
after(() => app.stop());

function begin(whose: SessionOwner, more: { method?: SessionMethod; is_remembered?: boolean } = {}) {
  const origin = { request_id: 'x', ip: '203.0.113.9', user_agent: whale };
  return createSession({ ...app.ctxOfStranger(), origin }, { ...whose, is_remembered: false, ...more });
}
const callerOf = ({ token }: NewSession, side: 'console' | 'portal' = 'console') =>
  findCallerOfRequest(app.ctxOfStranger(), { side, token });
async function ctxOf(session: NewSession, side: 'console' | 'portal' = 'console'): Promise<Context> {
  return { ...app.ctxOfStranger(), caller: await callerOf(session, side) };
}
const refusedAs = (kind: string) => (error: unknown) => error instanceof Failure && error.kind === kind;

test('C05 everybody sees where he is signed in: device, address, how, and which one is here', async () => {
  await begin(owner, { method: 'passkey', is_remembered: true });
  const here = await begin(owner);
  const listed = await listOwnSessions(await ctxOf(here));
  assert.deepEqual(
    listed.map(({ device, ip, method, is_remembered, is_this }) => [
      device.browser,
      device.system,
      ip,
      method,
      is_remembered,
      is_this,
    ]),
    [
      ['Whale', 'Windows', '203.0.113.9', 'password', false, true],
      ['Whale', 'Windows', '203.0.113.9', 'passkey', true, false],
    ],
  );
  assert.ok(!JSON.stringify(listed).includes(here.token));
  app.clock.offset_ms = 13 * hour;
  assert.equal((await listOwnSessions({ ...admin })).length, 1, 'what has idled out is not listed');
});

test('C05 one can be ended, all others, or all; anybody else’s is not found', async () => {
  const [here, one, two] = [await begin(owner), await begin(owner), await begin(owner)];
  const foreign = await begin({ contact_id: contacts[0]! });
  const ctx = await ctxOf(here);
  const idOf = async (session: NewSession, side: 'console' | 'portal' = 'console') => {
    const caller = await callerOf(session, side);
    return 'session_id' in caller ? caller.session_id! : 0;
  };
  await endOwnSession(ctx, { session_id: await idOf(one) });
  assert.equal((await callerOf(one)).kind, 'stranger');
  const foreign_id = await idOf(foreign, 'portal');
  await assert.rejects(endOwnSession(ctx, { session_id: foreign_id }), refusedAs('not_found'));
  await assert.rejects(endSessionsByForm(ctx, { intent: 'end_session', session_id: '999999' }), refusedAs('not_found'));
  await assert.rejects(endOwnSessions(app.ctxOfStranger(), { but_this: false }), refusedAs('not_signed_in'));
  assert.equal(await endSessionsByForm(ctx, { intent: 'rename' }), null, 'a form of another list');
  assert.deepEqual(await endSessionsByForm(ctx, { intent: 'end_others' }), { is_out: false });
  assert.deepEqual([(await callerOf(here)).kind, (await callerOf(two)).kind], ['agent', 'stranger']);
  assert.deepEqual(await endSessionsByForm(ctx, { intent: 'end_all' }), { is_out: true });
  assert.equal((await callerOf(here)).kind, 'stranger');
  assert.equal((await callerOf(foreign, 'portal')).kind, 'contact', 'nobody else notices');
});

test('an agent sees where a contact is signed in and signs him out, which stands in the contact’s log', async () => {
  const [contact_id, other_id] = contacts as [number, number];
  const his = await begin({ contact_id }, { method: 'link' });
  const others = await begin({ contact_id: other_id });
  const agent = await app.ctxOfAgent();
  const listed = await listSessionsOfContact(agent, { contact_id });
  assert.ok(listed.some(({ method, is_this }) => method === 'link' && !is_this));
  const others_id = (await listSessionsOfContact(agent, { contact_id: other_id }))[0]!.id;
  await assert.rejects(endSessionsOfContact(agent, { contact_id, session_id: others_id }), refusedAs('not_found'));
  await endSessionsOfContact(agent, { contact_id });
  assert.equal((await callerOf(his, 'portal')).kind, 'stranger');
  assert.equal((await callerOf(others, 'portal')).kind, 'contact');
  await endSessionsOfContact(agent, { contact_id: other_id, session_id: others_id });
  assert.equal((await callerOf(others, 'portal')).kind, 'stranger');
  const { changes } = await listChanges(admin, { record: 'contact', record_id: contact_id, limit: 5 });
  assert.equal(changes[0]?.act, 'sessions_ended');
});

test('an admin sees where a colleague is signed in and signs him out, which stands in the colleague’s log', async () => {
  const colleague = await app.ctxOfAgent();
  const agent_id = colleague.caller.kind === 'agent' ? colleague.caller.agent_id : 0;
  const own = await begin(owner);
  const [lost, here] = [await begin({ agent_id }, { method: 'passkey' }), await begin({ agent_id })];
  const listed = await listSessionsOfAgent(admin, { agent_id });
  const methods = listed.map(({ method }) => method).sort();
  assert.deepEqual(methods, ['link', 'passkey', 'password'], 'accepting the invitation had signed him in');
  const [lost_id, admins_id] = [
    listed.find(({ method }) => method === 'passkey')!.id,
    (await listSessionsOfAgent(admin, owner))[0]!.id,
  ];
  await assert.rejects(endSessionsOfAgent(admin, { agent_id, session_id: admins_id }), refusedAs('not_found'));
  await endSessionsOfAgent(admin, { agent_id, session_id: lost_id });
  assert.deepEqual([(await callerOf(lost)).kind, (await callerOf(here)).kind], ['stranger', 'agent']);
  await endSessionsOfAgent(admin, { agent_id });
  assert.deepEqual([(await callerOf(here)).kind, (await callerOf(own)).kind], ['stranger', 'agent']);
  await endSessionsOfAgent(admin, { agent_id });
  const { changes } = await listChanges(admin, { record: 'agent', record_id: agent_id, limit: 5 });
  const acts = changes.map(({ act }) => act);
  assert.deepEqual(acts.slice(0, 2), ['sessions_ended', 'sessions_ended'], 'one for each time that anything ended');
  assert.notEqual(acts[2], 'sessions_ended');
  await assert.rejects(listSessionsOfAgent(colleague, { agent_id }), refusedAs('forbidden'));
  await assert.rejects(endSessionsOfAgent(colleague, { agent_id }), refusedAs('forbidden'));
});

test('C04 an account’s own limits count, and stricter ones at once', async () => {
  await updateAccount(admin, { session_idle_minutes: '30', session_hours: '2' });
  const session = await begin(owner);
  app.clock.offset_ms = 29 * 60_000;
  assert.equal((await callerOf(session)).kind, 'agent');
  app.clock.offset_ms = 58 * 60_000;
  assert.equal((await callerOf(session)).kind, 'agent', 'being used keeps it');
  app.clock.offset_ms = 89 * 60_000;
  assert.equal((await callerOf(session)).kind, 'stranger', 'unused for 31 minutes');
  app.clock.offset_ms = 0;
  const busy = await begin(owner);
  for (const minutes of [25, 50, 75, 100, 119]) {
    app.clock.offset_ms = minutes * 60_000;
    assert.equal((await callerOf(busy)).kind, 'agent', `${minutes} minutes`);
  }
  await updateAccount(admin, { session_hours: '1' });
  assert.equal((await callerOf(busy)).kind, 'stranger', 'it has lasted longer than is allowed by now');
});

test('C04 staying signed in is bounded to thirty days, and an account can do without it', async () => {
  await assert.rejects(updateAccount(admin, { remembered_days: '31' }), refusedAs('invalid'));
  const remembered = await begin(owner, { is_remembered: true });
  assert.equal(remembered.max_age, 30 * 24 * 3_600);
  await updateAccount(admin, { remembered_days: '0' });
  assert.equal((await callerOf(remembered)).kind, 'stranger');
  const wished = await begin(owner, { is_remembered: true });
  assert.equal(wished.max_age, null);
  assert.equal((await callerOf(wished)).kind, 'agent');
});

test('E05 ten minutes after he has proved who he is, somebody must prove it once more, by which his cookie is another one', async () => {
  const session = await begin(owner, { is_remembered: true, method: 'provider' });
  const ctx = await ctxOf(session);
  await allowFresh(ctx);
  app.clock.offset_ms = 10 * 60_000 + 1_000;
  await assert.rejects(allowFresh(ctx), refusedAs('forbidden'));
  const renewed = await renewSession(ctx, { method: 'password' });
  assert.equal((await callerOf(session)).kind, 'stranger', 'C01 the former cookie is dead');
  assert.equal(renewed.max_age, 30 * 24 * 3_600, 'and he stays signed in as he wished');
  await allowFresh(await ctxOf(renewed));
  await assert.rejects(allowFresh(app.ctxOfStranger()), refusedAs('forbidden'));
});
