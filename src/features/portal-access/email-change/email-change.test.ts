import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { makeEmailPrimary } from '#features/contacts/addresses/make-email-primary.ts';
import { removeContactEmail } from '#features/contacts/addresses/remove-contact-email.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { resetPassword } from '#features/portal-access/reset-password.ts';
import { sendPasswordReset } from '#features/portal-access/send-password-reset.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, contactPassword, insertContact, linkToken } from '../../../../test/portal.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { acceptEmailChange } from './accept-email-change.ts';
import { cancelEmailChange } from './cancel-email-change.ts';
import { sendEmailChange } from './send-email-change.ts';
import { undoEmailChange } from './undo-email-change.ts';

let app: TestApp;
let ctx: Context;
let agent: Context;
before(async () => {
  app = await startApp({ accounts: 2 });
  ctx = app.systemCtx();
  agent = await app.ctxOfAgent('supervisor');
});
after(() => app.stop());

const fails = (code: string) => (error: unknown) => error instanceof Failure && error.code === code;
const stranger = () => app.ctxOfStranger();

interface Someone {
  id: number;
  /** His address when he came in. */
  old: string;
  session: string;
  own: Context;
}

let made = 0;
async function someone(): Promise<Someone> {
  const old = `old${++made}@hanbit.example`;
  const id = await insertContact(ctx, { email: old });
  const session = await activateContact(ctx, id);
  return { id, old, session, own: await ctxOfSession(session) };
}

async function ctxOfSession(token: string): Promise<Context> {
  return { ...ctx, caller: await findCallerOfRequest(stranger(), { side: 'portal', token }) };
}

const ask = ({ own }: Someone, email: string, password = contactPassword) => sendEmailChange(own, { email, password });
const accept = (token: string) => acceptEmailChange(stranger(), { token });
const undo = (token: string) => undoEmailChange(stranger(), { token });
const canSignIn = (email: string, password = contactPassword) =>
  signIn(stranger(), { email, password, is_remembered: false, device: null }).then(
    () => true,
    () => false,
  );

/** What the newest mail about a change of his carries. */
async function tokenOf(contact_id: number, purpose: 'email_change' | 'email_change_undo'): Promise<string> {
  const { id } = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('email_change')
      .select('id')
      .where('contact_id', '=', contact_id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return ctx.tokens.make({ purpose, id, generation: 1 });
}

async function addressesOf(id: number): Promise<string[]> {
  const { emails } = await findContact(agent, { id });
  return emails.map(({ email, state }) => `${email} ${state}`);
}

async function mailsTo(to_address: string): Promise<string[]> {
  const rows = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('mail_message').select('kind').where('to_address', '=', to_address).orderBy('id').execute(),
  );
  return rows.map(({ kind }) => kind.replace('portal_access.', ''));
}

test('B07 nothing changes until the link to the new address is used; then the former one is told and stays beside it', async () => {
  const person = await someone();
  const { id, old } = person;
  const fresh = `new${id}@hanbit.example`;
  await ask(person, fresh.toUpperCase());
  assert.deepEqual(await addressesOf(id), [`${old} verified`]);
  assert.equal(await canSignIn(fresh), false, 'an address that nobody has confirmed signs nobody in');
  assert.deepEqual(await mailsTo(fresh), ['confirm_address']);
  const token = await tokenOf(id, 'email_change');
  await accept(token);
  assert.deepEqual(await addressesOf(id), [`${fresh} verified`, `${old} verified`]);
  assert.deepEqual(await mailsTo(old), ['invitations.invitation', 'address_changed']);
  assert.ok((await canSignIn(fresh)) && (await canSignIn(old)));
  const { changes } = await listChanges(agent, { record: 'contact', record_id: id });
  assert.deepEqual(
    changes.slice(0, 2).map(({ act, changes }) => [act, changes!.email]),
    [
      ['email_changed', [old, fresh]],
      ['email_change_asked', [old, fresh]],
    ],
  );
});

test('B07 the link to the former address takes the change back, signs everybody out and works once', async () => {
  const person = await someone();
  const { id, old, session } = person;
  const fresh = `new${id}@hanbit.example`;
  await ask(person, fresh);
  await accept(await tokenOf(id, 'email_change'));
  const token = await tokenOf(id, 'email_change_undo');
  await undo(token);
  assert.deepEqual(await addressesOf(id), [`${old} verified`]);
  assert.equal((await ctxOfSession(session)).caller.kind, 'stranger');
  assert.equal(await canSignIn(fresh), false);
  await assert.rejects(undo(token), fails('portal_access.link_spent'));
});

test('B07 whoever changed the address twice does not keep it: the first link takes back what came after it too', async () => {
  const person = await someone();
  const { id, old } = person;
  await ask(person, `first${id}@evil.example`);
  await accept(await tokenOf(id, 'email_change'));
  const token = await tokenOf(id, 'email_change_undo');
  await ask(person, `second${id}@evil.example`);
  await accept(await tokenOf(id, 'email_change'));
  assert.equal((await addressesOf(id)).length, 3);
  await undo(token);
  assert.deepEqual(await addressesOf(id), [`${old} verified`]);
  await assert.rejects(undo(await tokenOf(id, 'email_change_undo')), fails('portal_access.link_spent'));
});

test('the undo leaves what an agent has done since: his primary address stays, and one that he took away does not come back', async () => {
  const person = await someone();
  const { id, old } = person;
  const fresh = `new${id}@hanbit.example`;
  await ask(person, fresh);
  await accept(await tokenOf(id, 'email_change'));
  await makeEmailPrimary(agent, { contact_id: id, email: old, former: 'keep' });
  await undo(await tokenOf(id, 'email_change_undo'));
  assert.deepEqual(await addressesOf(id), [`${old} verified`]);
  await ask({ ...person, own: await ctxOfSession(await again(id)) }, fresh);
  await accept(await tokenOf(id, 'email_change'));
  await removeContactEmail(agent, { contact_id: id, email: old });
  await assert.rejects(undo(await tokenOf(id, 'email_change_undo')), fails('portal_access.link_expired'));
  assert.deepEqual(await addressesOf(id), [`${fresh} verified`]);
});

async function again(contact_id: number): Promise<string> {
  await sendPasswordReset(agent, { contact_id });
  const token = await linkToken(ctx, contact_id, 'password_reset');
  return (await resetPassword(stranger(), { token, password: contactPassword })).token;
}

test('an address of his own that stood beside it becomes the primary one, and stays when that is undone', async () => {
  const person = await someone();
  const { id, old } = person;
  await ask(person, `second${id}@hanbit.example`);
  await accept(await tokenOf(id, 'email_change'));
  await ask(person, old);
  await accept(await tokenOf(id, 'email_change'));
  assert.deepEqual((await addressesOf(id))[0], `${old} verified`);
  await undo(await tokenOf(id, 'email_change_undo'));
  assert.deepEqual(await addressesOf(id), [`second${id}@hanbit.example verified`, `${old} verified`]);
});

test('A05 an address that is another contact’s, a deleted one’s or an agent’s gets the same answer, no mail, and is confirmed by nobody', async () => {
  const other = await someone();
  const deleted = await insertContact(ctx, { email: 'gone@hanbit.example' });
  await inTransaction(ctx, ({ db }) =>
    db.updateTable('contact').set({ deleted_at: new Date() }).where('id', '=', deleted).execute(),
  );
  for (const email of [other.old, 'gone@hanbit.example', 'adam@acorn.example']) {
    const person = await someone();
    const before = await mailsTo(email);
    assert.equal(await ask(person, email), undefined);
    assert.deepEqual(await mailsTo(email), before);
    // Even whoever could make the token would get nothing by it.
    await assert.rejects(accept(await tokenOf(person.id, 'email_change')), fails('portal_access.address_unusable'));
    assert.deepEqual(await addressesOf(person.id), [`${person.old} verified`]);
  }
});

test('an address that somebody else has got meanwhile is refused without a word of whose it is', async () => {
  const person = await someone();
  const email = `soon${person.id}@hanbit.example`;
  await ask(person, email);
  await insertContact(ctx, { name: 'Secret Name', email });
  const refusal = await accept(await tokenOf(person.id, 'email_change')).catch((error: Failure) => error);
  assert.ok(refusal instanceof Failure && refusal.code === 'portal_access.address_unusable');
  assert.deepEqual(refusal.more, {});
});

test('what is wrong with the form is said beside its field, and a wrong password can not be guessed on', async () => {
  const person = await someone();
  await assert.rejects(ask(person, 'nonsense'), fails('fields.not_an_email'));
  await assert.rejects(ask(person, person.old), fails('portal_access.own_address'));
  for (let tries = 0; tries < 8; tries++)
    await assert.rejects(ask(person, 'a@x.example', `guess ${tries}`), fails('portal_access.password_wrong'));
  await assert.rejects(ask(person, 'a@x.example'), fails('platform.too_many'));
});

test('B02 the link works for a day by the server’s clock, the undo for a week', async (t) => {
  t.after(() => {
    app.clock.offset_ms = 0;
  });
  const [one, late] = [await someone(), await someone()];
  for (const person of [one, late]) await ask(person, `new${person.id}@hanbit.example`);
  const hour = 3_600_000;
  app.clock.offset_ms = 23.9 * hour;
  await accept(await tokenOf(one.id, 'email_change'));
  app.clock.offset_ms = 24.1 * hour;
  await assert.rejects(accept(await tokenOf(late.id, 'email_change')), fails('portal_access.link_expired'));
  app.clock.offset_ms = (24 + 7 * 24) * hour;
  await assert.rejects(undo(await tokenOf(one.id, 'email_change_undo')), fails('portal_access.link_expired'));
});

test('B03 of two at once one confirms and the other finds the link spent', async () => {
  const person = await someone();
  await ask(person, `new${person.id}@hanbit.example`);
  const token = await tokenOf(person.id, 'email_change');
  const results = await Promise.allSettled([accept(token), accept(token)]);
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const { reason } = results.find((result): result is PromiseRejectedResult => result.status === 'rejected')!;
  assert.ok(fails('portal_access.link_spent')(reason));
});

test('B04 asking again replaces the link before, and an address gets no more than three mails an hour', async () => {
  const person = await someone();
  await ask(person, `new${person.id}@hanbit.example`);
  const first = await tokenOf(person.id, 'email_change');
  await ask(person, `other${person.id}@hanbit.example`);
  await assert.rejects(accept(first), fails('portal_access.link_replaced'));
  await cancelEmailChange(person.own);
  await assert.rejects(accept(await tokenOf(person.id, 'email_change')), fails('portal_access.link_replaced'));
  const flooded = 'flooded@victim.example';
  for (let mails = 0; mails < 3; mails++) await ask(await someone(), flooded);
  await assert.rejects(ask(await someone(), flooded), fails('platform.too_many'));
});

test('B05 a new password, a lock by a person and deactivation end the link that is open, and a change ends open resets', async () => {
  const renewed = await someone();
  await ask(renewed, `new${renewed.id}@hanbit.example`);
  await sendPasswordReset(agent, { contact_id: renewed.id });
  const reset = await linkToken(ctx, renewed.id, 'password_reset');
  await resetPassword(stranger(), { token: reset, password: 'another quiet harbour' });
  await assert.rejects(accept(await tokenOf(renewed.id, 'email_change')), fails('portal_access.link_replaced'));
  const states = [
    { locked_at: new Date(), locked_by: 'agent' as const },
    { deactivated_at: new Date() },
    { deleted_at: new Date() },
  ];
  for (const state of states) {
    const person = await someone();
    await ask(person, `new${person.id}@hanbit.example`);
    await inTransaction(ctx, ({ db }) => db.updateTable('contact').set(state).where('id', '=', person.id).execute());
    await assert.rejects(accept(await tokenOf(person.id, 'email_change')), fails('portal_access.link_expired'));
  }
  const person = await someone();
  await sendPasswordReset(agent, { contact_id: person.id });
  await ask(person, `new${person.id}@hanbit.example`);
  await accept(await tokenOf(person.id, 'email_change'));
  const token = await linkToken(ctx, person.id, 'password_reset');
  await assert.rejects(
    resetPassword(stranger(), { token, password: 'another quiet harbour' }),
    fails('portal_access.link_replaced'),
  );
});

test('B06 a link of another purpose, of another account or of nobody opens nothing', async () => {
  const person = await someone();
  await ask(person, `new${person.id}@hanbit.example`);
  const token = await tokenOf(person.id, 'email_change');
  const undoing = await tokenOf(person.id, 'email_change_undo');
  const unknown = fails('portal_access.link_unknown');
  for (const wrong of [undoing, `${token}x`, '']) await assert.rejects(accept(wrong), unknown);
  for (const wrong of [token, undoing]) await assert.rejects(undo(wrong), unknown, 'nothing has changed yet');
  await assert.rejects(resetPassword(stranger(), { token, password: 'another quiet harbour' }), unknown);
  await assert.rejects(acceptEmailChange(app.ctxOfStranger(2), { token }), unknown);
  await accept(token);
});

test('F01 nobody but a signed-in customer asks for another address', async () => {
  const given = { email: 'a@x.example', password: contactPassword };
  for (const who of [stranger(), agent]) {
    await assert.rejects(sendEmailChange(who, given), { kind: 'not_signed_in' });
    await assert.rejects(cancelEmailChange(who), { kind: 'not_signed_in' });
  }
});
