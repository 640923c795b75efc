import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, insertContact, linkToken } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { inviteContact } from './invite-contact.ts';
import { renewInvitation } from './renew-invitation.ts';
import { sendWayIn } from './send-way-in.ts';

let app: TestApp;
let ctx: Context;
let network = 0;
before(async () => {
  app = await startApp();
  ctx = app.systemCtx();
});
after(() => app.stop());

function stranger(): Context {
  network++;
  return { ...app.ctxOfStranger(), origin: { request_id: 'r', ip: `198.51.100.${network}`, user_agent: 'test' } };
}

const change = (id: number, values: Record<string, unknown>) =>
  inTransaction(ctx, ({ db }) => db.updateTable('contact').set(values).where('id', '=', id).execute());

/** The mails that asking for a way in brings about, as `kind to address`. */
async function mailsAfter(email: string): Promise<string[]> {
  const newest = await newestMail();
  assert.equal(await sendWayIn(stranger(), { email }), undefined);
  const rows = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('mail_message').select(['kind', 'to_address']).where('id', '>', newest).execute(),
  );
  return rows.map(({ kind, to_address }) => `${kind} ${to_address}`);
}

async function newestMail(): Promise<number> {
  const row = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('mail_message').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst(),
  );
  return row?.id ?? 0;
}

test('A02 whoever asks for a way in gets the same answer, and the mail that fits the state, or none', async () => {
  const add = (email: string) => insertContact(ctx, { email });
  const now = new Date();
  await activateContact(ctx, await add('active@hanbit.example'));
  await inviteContact(await app.ctxOfAgent(), { contact_id: await add('invited@hanbit.example') });
  await add('never@hanbit.example');
  const locked = await add('locked@hanbit.example');
  await activateContact(ctx, locked);
  await change(locked, { locked_at: now, locked_by: 'agent' });
  const guessed = await add('guessed@hanbit.example');
  await activateContact(ctx, guessed);
  await change(guessed, { locked_at: now, locked_by: 'failures', locked_until: new Date(now.getTime() + 60_000) });
  const deactivated = await add('deactivated@hanbit.example');
  await activateContact(ctx, deactivated);
  await change(deactivated, { deactivated_at: now });
  await change(await add('deleted@hanbit.example'), { deleted_at: now });
  await change(await add('blocked@hanbit.example'), { blocked_at: now });

  const expected: Record<string, string[]> = {
    active: ['portal_access.password_reset active@hanbit.example'],
    ' ACTIVE': ['portal_access.password_reset active@hanbit.example'],
    invited: ['invitations.invitation invited@hanbit.example'],
    never: [],
    locked: ['invitations.access_refused locked@hanbit.example'],
    guessed: ['portal_access.password_reset guessed@hanbit.example'],
    deactivated: ['invitations.access_refused deactivated@hanbit.example'],
    deleted: [],
    blocked: [],
    unknown: [],
    adam: [],
  };
  for (const [who, mails] of Object.entries(expected)) {
    assert.deepEqual(await mailsAfter(`${who}@hanbit.example`), mails, who);
  }
  assert.deepEqual(await mailsAfter('adam@acorn.example'), [], 'an agent’s address');
  assert.deepEqual(await mailsAfter('no address at all'), []);
});

test('where the account lets anybody known in on request, somebody who was never invited gets a link', async () => {
  await insertContact(ctx, { email: 'later@hanbit.example' });
  await inTransaction(ctx, ({ db }) => db.updateTable('account').set({ is_access_on_request: true }).execute());
  assert.deepEqual(await mailsAfter('later@hanbit.example'), ['invitations.invitation later@hanbit.example']);
  await inTransaction(ctx, ({ db }) => db.updateTable('account').set({ is_access_on_request: false }).execute());
});

test('an address that nobody has proved gets no link to somebody’s account', async () => {
  const id = await insertContact(ctx, { email: 'proved@hanbit.example' });
  await activateContact(ctx, id);
  await inTransaction(ctx, ({ db, caller, clock }) =>
    db
      .insertInto('contact_email')
      .values({
        account_id: caller.account_id,
        email: 'slipped.in@evil.example',
        contact_id: id,
        is_primary: false,
        created_at: clock.now(),
      })
      .execute(),
  );
  assert.deepEqual(await mailsAfter('slipped.in@evil.example'), []);
});

test('B04 an address gets three mails an hour, known or not, and the answer stays the same', async () => {
  await activateContact(ctx, await insertContact(ctx, { email: 'often@hanbit.example' }));
  const counts = [];
  for (let n = 0; n < 5; n++) counts.push((await mailsAfter('often@hanbit.example')).length);
  assert.deepEqual(counts, [1, 1, 1, 0, 0]);
  for (let n = 0; n < 4; n++) await sendWayIn(stranger(), { email: 'nobody@hanbit.example' });
  const counted = await app.database.appPool.query(`select points from rate_limit where key like '%way_in_mail%'`);
  assert.ok(counted.rows.filter(({ points }) => points >= 4).length >= 2);
  app.clock.offset_ms += 61 * 60_000;
  assert.equal((await mailsAfter('often@hanbit.example')).length, 1);
});

test('A10 a network that asks for many is told to wait', async () => {
  const from = stranger();
  for (let n = 0; n < 30; n++) await sendWayIn(from, { email: '' });
  await assert.rejects(
    sendWayIn(from, { email: '' }),
    (error) => error instanceof Failure && error.kind === 'too_many',
  );
});

test('whoever holds an old link gets a fresh one by mail, to the address of that link and no other', async () => {
  const id = await insertContact(ctx, { email: 'old@hanbit.example' });
  await inviteContact(await app.ctxOfAgent(), { contact_id: id });
  const token = await linkToken(ctx, id);
  app.clock.offset_ms += 8 * 24 * 3_600_000;
  const newest = await newestMail();
  await renewInvitation(stranger(), token);
  assert.equal(await newestMail(), newest + 1);
  assert.notEqual(await linkToken(ctx, id), token);
  const unknown = renewInvitation(stranger(), 'x'.repeat(43));
  await assert.rejects(unknown, (error) => (error as Failure).code === 'portal_access.link_unknown');
});
