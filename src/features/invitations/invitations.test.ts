import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cancelMail } from '#features/outbox/cancel-mail.ts';
import { listMail } from '#features/outbox/list-mail.ts';
import { sendPasswordReset } from '#features/portal-access/send-password-reset.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, contactPassword, insertContact, linkToken } from '../../../test/portal.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { startMailServer } from '../../../test/start-mail-server.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { cancelInvitations } from './cancel-invitations.ts';
import { copyInvitationLink } from './copy-invitation-link.ts';
import { findInvitation } from './find-invitation.ts';
import { inviteContact } from './invite-contact.ts';
import { inviteContacts } from './invite-contacts.ts';
import { listInvitations } from './list-invitations.ts';
import { openInvitation } from './open-invitation.ts';

let app: TestApp;
let ctx: Context;
let agent: Context;
before(async () => {
  app = await startApp({ accounts: 2 });
  ctx = app.systemCtx();
  agent = await app.ctxOfAgent();
});
after(() => app.stop());

const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const accept = (token: string, on = app.ctxOfStranger()) => acceptInvitation(on, { token, password: contactPassword });
const change = (id: number, values: Record<string, unknown>) =>
  inTransaction(ctx, ({ db }) => db.updateTable('contact').set(values).where('id', '=', id).execute());
const contact = (id: number) =>
  inTransaction(ctx, ({ db }) => db.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

async function invited(): Promise<{ id: number; token: string }> {
  const id = await insertContact(ctx);
  await inviteContact(agent, { contact_id: id });
  return { id, token: await linkToken(ctx, id) };
}

async function stateOf(id: number): Promise<string[]> {
  const { invitations } = await listInvitations(agent, { contact_id: id });
  return invitations.map(({ state }) => state);
}

test('an invited contact chooses a password, is in, and his address is verified', async () => {
  const { id, token } = await invited();
  assert.equal((await contact(id)).portal_access, 'invited');
  const session = await accept(token);
  assert.equal((await contact(id)).portal_access, 'active');
  const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'portal', token: session.token });
  assert.equal(caller.kind === 'contact' && caller.contact_id, id);
  const [address] = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('contact_email').select('state').where('contact_id', '=', id).execute(),
  );
  assert.equal(address!.state, 'verified');
});

test('B03 a mail scanner that opens the link does not spend it', async () => {
  const { id, token } = await invited();
  for (let look = 0; look < 3; look++) await openInvitation(app.ctxOfStranger(), token);
  assert.deepEqual(await stateOf(id), ['link_opened']);
  await accept(token);
});

test('B03 of two who use one invitation at once exactly one succeeds', async () => {
  for (let round = 0; round < 5; round++) {
    const { token } = await invited();
    const ended = await Promise.allSettled([accept(token), accept(token)]);
    assert.deepEqual(ended.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const refused = ended.find((one) => one.status === 'rejected');
    assert.ok(fails('portal_access.link_spent')(refused?.reason), String(refused?.reason));
  }
});

test('B04 an invitation sent again replaces the one before, however many ask at once', async () => {
  const { id, token } = await invited();
  await Promise.all([1, 2, 3, 4].map(() => inviteContact(agent, { contact_id: id })));
  await assert.rejects(accept(token), fails('portal_access.link_replaced'));
  assert.deepEqual(await stateOf(id), ['queued', 'replaced', 'replaced', 'replaced', 'replaced']);
  await accept(await linkToken(ctx, id));
});

test('B05 an invitation is dead once its contact is locked, deactivated, deleted, active or has lost the address', async () => {
  const now = new Date();
  const ends = [{ deactivated_at: now }, { locked_at: now, locked_by: 'agent' }, { deleted_at: now }];
  for (const values of ends) {
    const { id, token } = await invited();
    await change(id, values);
    await assert.rejects(findInvitation(app.ctxOfStranger(), token), fails('portal_access.link_expired'));
  }
  const moved = await invited();
  await inTransaction(ctx, ({ db }) =>
    db.updateTable('contact_email').set({ state: 'retired' }).where('contact_id', '=', moved.id).execute(),
  );
  await assert.rejects(accept(moved.token), fails('portal_access.link_expired'));
});

test('B06 an invitation works in its own account and for its own contact, whoever is signed in', async () => {
  const { id, token } = await invited();
  await assert.rejects(accept(token, app.ctxOfStranger(2)), fails('portal_access.link_unknown'));
  const other = await insertContact(ctx);
  const sessionOfOther = await activateContact(ctx, other);
  const caller = await findCallerOfRequest(app.ctxOfStranger(), { side: 'portal', token: sessionOfOther });
  const { token: session } = await accept(token, { ...app.ctxOfStranger(), caller });
  const now = await findCallerOfRequest(app.ctxOfStranger(), { side: 'portal', token: session });
  assert.equal(now.kind === 'contact' && now.contact_id, id);
  const before = await findCallerOfRequest(app.ctxOfStranger(), { side: 'portal', token: sessionOfOther });
  assert.equal(before.kind, 'stranger');
});

test('a verified contact is not invited again but pointed to a password reset', async () => {
  const id = await insertContact(ctx);
  await activateContact(ctx, id);
  await assert.rejects(inviteContact(agent, { contact_id: id }), fails('invitations.verified'));
});

test('everybody who is left out is named with the reason, and nobody else is', async () => {
  const now = new Date();
  const ids = {
    fine: await insertContact(ctx),
    again: (await invited()).id,
    blocked: await insertContact(ctx),
    deactivated: await insertContact(ctx),
    locked: await insertContact(ctx),
    no_address: await insertContact(ctx, { email: null }),
    deleted: await insertContact(ctx),
    verified: await insertContact(ctx),
  };
  await change(ids.blocked, { blocked_at: now });
  await change(ids.deactivated, { deactivated_at: now });
  await change(ids.locked, { locked_at: now, locked_by: 'agent' });
  await change(ids.deleted, { deleted_at: now });
  await activateContact(ctx, ids.verified);
  const outcomes = await inviteContacts(ctx, { contact_ids: [...Object.values(ids), 999_999] });
  assert.deepEqual(
    outcomes.map(({ reason }) => reason),
    [null, null, 'blocked', 'deactivated', 'locked', 'no_address', 'gone', 'verified', 'gone'],
  );
  for (const id of [ids.blocked, ids.deactivated, ids.locked]) {
    await assert.rejects(inviteContact(agent, { contact_id: id }), (error) => (error as Failure).kind === 'conflict');
  }
  // Somebody may still have his page open.
  const admin = await app.ctxOfAdmin();
  await assert.rejects(inviteContact(agent, { contact_id: ids.deleted }), fails('contacts.is_deleted'));
  await assert.rejects(copyInvitationLink(admin, { contact_id: ids.deleted }), fails('contacts.is_deleted'));
  await assert.rejects(sendPasswordReset(agent, { contact_id: ids.deleted }), fails('contacts.is_deleted'));
});

test('F01 an account does not invite a contact of another', async () => {
  const id = await insertContact(ctx);
  const admin = await app.ctxOfAdmin(2);
  await assert.rejects(inviteContact(admin, { contact_id: id }), fails('platform.not_found'));
  await assert.rejects(copyInvitationLink(admin, { contact_id: id }), fails('platform.not_found'));
  assert.deepEqual((await listInvitations(admin)).invitations, []);
});

test('copying a link needs the right, replaces the link that was mailed, and is written down', async () => {
  const { id, token } = await invited();
  await assert.rejects(copyInvitationLink(agent, { contact_id: id }), fails('platform.forbidden'));
  const { url } = await copyInvitationLink(await app.ctxOfAdmin(), { contact_id: id });
  assert.ok(url.startsWith('https://help.example.com/portal/activate?token='));
  await assert.rejects(accept(token), fails('portal_access.link_replaced'));
  assert.deepEqual(await stateOf(id), ['link_copied', 'replaced']);
  const acts = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('change_log')
      .select(['act', 'caller_kind'])
      .where('record_id', '=', id)
      .orderBy('id', 'desc')
      .execute(),
  );
  assert.deepEqual(acts[0], { act: 'link_copied', caller_kind: 'agent' });
  await accept(new URL(url).searchParams.get('token')!);
});

test('taking back invitations whose mail has not gone leaves everybody as if never invited', async () => {
  const fresh = await insertContact(ctx);
  const again = (await invited()).id;
  await inviteContacts(ctx, { contact_ids: [fresh, again], bulk_action_id: 77 });
  const token = await linkToken(ctx, fresh);
  await cancelInvitations(ctx, { mail_ids: await cancelMail(ctx, { bulk_action_id: 77 }) });
  await assert.rejects(accept(token), fails('portal_access.link_expired'));
  assert.equal((await contact(fresh)).portal_access, 'none');
  assert.equal((await contact(again)).portal_access, 'invited');
  assert.deepEqual(await stateOf(fresh), ['cancelled']);
});

test('the mail greets by name in the contact’s language and carries the link; the list follows it to the end', async () => {
  const server = await startMailServer({
    onRecipient: (to) => (to.startsWith('gone@') ? [550, 'no such user'] : undefined),
  });
  const desk = await startApp({ smtp_url: server.url });
  try {
    const system = desk.systemCtx();
    await inTransaction(system, ({ db }) => db.updateTable('account').set({ is_mail_to_customers_on: true }).execute());
    const korean = await insertContact(system, { name: '김하늘', email: 'haneul@hanbit.example', language: 'ko' });
    const gone = await insertContact(system, { name: 'Gone', email: 'gone@hanbit.example' });
    await inviteContacts(system, { contact_ids: [korean, gone] });
    await desk.worker.runDue();
    const mail = server.mailTo('haneul@hanbit.example');
    assert.equal(mail.subject, 'Acorn Support 1 고객 포털 초대');
    assert.match(mail.text!, /^김하늘 님\n/);
    assert.match(String(mail.html), /<html lang="ko">/);
    const link = /https:\/\/help\.example\.com\/portal\/activate\?token=([\w-]{43})/.exec(mail.text!);
    const who = await desk.ctxOfAgent();
    const states = async () => (await listInvitations(who)).invitations.map(({ state }) => state);
    assert.deepEqual(await states(), ['bounced', 'sent']);
    await acceptInvitation(desk.ctxOfStranger(), { token: link![1]!, password: contactPassword });
    assert.deepEqual(await states(), ['bounced', 'activated']);
    const [row] = (await listInvitations(who)).invitations;
    assert.match(row!.last_error!, /no such user/);
  } finally {
    await desk.stop();
    await server.stop();
  }
});

test('a thousand contacts are invited by a handful of statements', async (t) => {
  const ids = await inTransaction(ctx, async ({ db }) => {
    const { rows } = await db.client!.query<{ id: number }>(
      `insert into contact (account_id, name, sort_key, source, created_at, updated_at)
       select 1, 'C ' || n, 'c ' || n, 'import', now(), now() from generate_series(1, 1000) n returning id`,
    );
    await db.client!.query(
      `insert into contact_email (account_id, email, contact_id, is_primary, created_at)
       select 1, 'c' || id || '@many.example', id, true, now() from unnest($1::bigint[]) id`,
      [rows.map(({ id }) => id)],
    );
    return rows.map(({ id }) => id);
  });
  const started = performance.now();
  const outcomes = await inviteContacts(ctx, { contact_ids: ids });
  t.diagnostic(`${(performance.now() - started).toFixed()} ms`);
  assert.equal(outcomes.filter(({ reason }) => reason === null).length, 1000);
  const { mails } = await listMail(agent);
  assert.equal(mails[0]!.contact_id, ids.at(-1));
  const token = await linkToken(ctx, ids[500]!);
  assert.equal((await findInvitation(app.ctxOfStranger(), token)).contact_id, ids[500]);
});
