import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { hashToken } from '#platform/tokens.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { createSession } from './create-session.ts';
import { deleteEndedSessions } from './delete-ended-sessions.ts';
import { endSession } from './end-session.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { findCallerOfRequest } from './find-caller-of-request.ts';

let app: TestApp;
let agent_id: number;
let contact_id: number;
before(async () => {
  app = await startApp({ accounts: 2 });
  const { caller } = await app.ctxOfAdmin();
  agent_id = caller.kind === 'agent' ? caller.agent_id : 0;
  contact_id = await insertContact();
});
afterEach(() => {
  app.clock.offset_ms = 0;
});
after(() => app.stop());

const hour = 3_600_000;
const callerOf = (token: string | null, side: 'console' | 'portal' = 'console') =>
  findCallerOfRequest(app.ctxOfStranger(), { side, token });

/** A contact who can sign in: how one comes to that is another feature's business. */
function insertContact(): Promise<number> {
  return inTransaction(app.systemCtx(), async ({ db, clock }) => {
    const now = clock.now();
    const values = {
      account_id: 1,
      name: '김하늘',
      sort_key: '김하늘',
      source: 'agent',
      portal_access: 'active',
    } as const;
    const { id } = await db
      .insertInto('contact')
      .values({ ...values, created_at: now, updated_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  });
}

function changeContact(changes: object): Promise<unknown> {
  return inTransaction(app.systemCtx(), ({ db }) =>
    db.updateTable('contact').set(changes).where('id', '=', contact_id).execute(),
  );
}

test('C02 of a session nothing but a hash is kept', async () => {
  const { token } = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
  assert.match(token, /^[\w-]{43}$/);
  const rows = await inTransaction(app.systemCtx(), ({ db }) => db.selectFrom('session').selectAll().execute());
  assert.ok(rows.some((row) => row.token_hash.equals(hashToken(token))));
  assert.ok(!JSON.stringify(rows).includes(token));
});

test('C01 signing in ends the session that the browser came with', async () => {
  const before = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
  const caller = await callerOf(before.token);
  const after = await createSession({ ...app.ctxOfStranger(), caller }, { agent_id, is_remembered: false });
  assert.notEqual(after.token, before.token);
  assert.equal((await callerOf(before.token)).kind, 'stranger');
  assert.equal((await callerOf(after.token)).kind, 'agent');
});

test('C03 signing out ends this session and no other, signing out everywhere ends all', async () => {
  const [here, there] = await Promise.all(
    [1, 2].map(() => createSession(app.ctxOfStranger(), { agent_id, is_remembered: true })),
  );
  const caller = await callerOf(here!.token);
  assert.ok(caller.kind === 'agent');
  const ctx: Context = { ...app.ctxOfStranger(), caller };
  await endSession(ctx);
  assert.equal((await callerOf(here!.token)).kind, 'stranger');
  assert.equal((await callerOf(there!.token)).kind, 'agent');
  await endSessionsOf(ctx, { agent_id });
  assert.equal((await callerOf(there!.token)).kind, 'stranger');
});

test('C04 a session ends when it is not used for twelve hours, and after a day', async () => {
  const { token } = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
  app.clock.offset_ms = 11 * hour;
  assert.equal((await callerOf(token)).kind, 'agent');
  app.clock.offset_ms = 22 * hour;
  assert.equal((await callerOf(token)).kind, 'agent', 'being used keeps it');
  app.clock.offset_ms = 24 * hour + 1_000;
  assert.equal((await callerOf(token)).kind, 'stranger');
  app.clock.offset_ms = 0;
  const idle = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
  app.clock.offset_ms = 12 * hour + 1_000;
  assert.equal((await callerOf(idle.token)).kind, 'stranger');
});

test('C04 being remembered lasts thirty days at most', async () => {
  const { token, max_age } = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: true });
  assert.equal(max_age, 30 * 24 * 3_600);
  for (const days of [13, 26]) {
    app.clock.offset_ms = days * 24 * hour;
    assert.equal((await callerOf(token)).kind, 'agent', `${days} days`);
  }
  app.clock.offset_ms = 30 * 24 * hour + 1_000;
  assert.equal((await callerOf(token)).kind, 'stranger');
});

test('a contact’s session never opens the console, and an agent’s never the portal', async () => {
  const contact = await createSession(app.ctxOfStranger(), { contact_id, is_remembered: false });
  const agent = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
  assert.equal((await callerOf(contact.token, 'portal')).kind, 'contact');
  assert.equal((await callerOf(contact.token, 'console')).kind, 'stranger');
  assert.equal((await callerOf(agent.token, 'portal')).kind, 'stranger');
});

test('B06 a session of one account is nobody at another', async () => {
  const { token } = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
  const caller = await findCallerOfRequest(app.ctxOfStranger(2), { side: 'console', token });
  assert.equal(caller.kind, 'stranger');
});

test('C03 whoever may no longer come in is out on the next request', async () => {
  const { token } = await createSession(app.ctxOfStranger(), { contact_id, is_remembered: false });
  const now = new Date();
  const ended = [
    { deactivated_at: now },
    { deleted_at: now },
    { locked_at: now, locked_by: 'agent' },
    { locked_at: now, locked_by: 'contact_admin' },
    { portal_access: 'invited' },
  ];
  const open = { deactivated_at: null, deleted_at: null, locked_at: null, locked_by: null, portal_access: 'active' };
  for (const change of ended) {
    await changeContact(change);
    assert.equal((await callerOf(token, 'portal')).kind, 'stranger', JSON.stringify(change));
    await changeContact(open);
    assert.equal((await callerOf(token, 'portal')).kind, 'contact');
  }
});

test('A07 whoever locks a customer out by wrong passwords does not end the session he has', async () => {
  const { token } = await createSession(app.ctxOfStranger(), { contact_id, is_remembered: false });
  await changeContact({ locked_at: new Date(), locked_by: 'failures' });
  assert.equal((await callerOf(token, 'portal')).kind, 'contact');
  await changeContact({ locked_at: null, locked_by: null });
});

test('B08 a cookie that is no token is nobody', async () => {
  for (const token of [null, '', 'x', `${'a'.repeat(42)}\0`, `' or true --`, 'a'.repeat(100_000)]) {
    assert.equal((await callerOf(token)).kind, 'stranger');
  }
});

test('sessions that have run out are swept away, others stay', async () => {
  const short = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: false });
  const long = await createSession(app.ctxOfStranger(), { agent_id, is_remembered: true });
  app.clock.offset_ms = 25 * hour;
  await deleteEndedSessions(app.systemCtx());
  app.clock.offset_ms = 0;
  assert.equal((await callerOf(short.token)).kind, 'stranger');
  assert.equal((await callerOf(long.token)).kind, 'agent');
});
