import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findContact } from '#features/contacts/find-contact.ts';
import { sendWayIn } from '#features/invitations/send-way-in.ts';
import { resetPassword } from '#features/portal-access/reset-password.ts';
import { sendPasswordReset } from '#features/portal-access/send-password-reset.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, contactPassword, insertContact, linkToken } from '../../../../test/portal.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { acceptEmailChange } from './accept-email-change.ts';
import { sendEmailChange } from './send-email-change.ts';
import { undoEmailChange } from './undo-email-change.ts';

let app: TestApp;
let ctx: Context;
let agent: Context;
before(async () => {
  app = await startApp();
  ctx = app.systemCtx();
  agent = await app.ctxOfAgent('supervisor');
});
after(() => app.stop());

const stranger = () => app.ctxOfStranger();

let made = 0;
async function someone() {
  const old = `old${++made}@hanbit.example`;
  const id = await insertContact(ctx, { email: old });
  const token = await activateContact(ctx, id);
  const own: Context = { ...ctx, caller: await findCallerOfRequest(stranger(), { side: 'portal', token }) };
  return { id, old, own };
}

/** Changes the address as whoever knows the password and reads the new mailbox; gives the link that takes it back. */
async function change({ id: contact_id, own }: { id: number; own: Context }, email: string): Promise<string> {
  await sendEmailChange(own, { email, password: contactPassword });
  const { id } = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('email_change')
      .select('id')
      .where('contact_id', '=', contact_id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );
  await acceptEmailChange(stranger(), { token: ctx.tokens.make({ purpose: 'email_change', id, generation: 1 }) });
  return ctx.tokens.make({ purpose: 'email_change_undo', id, generation: 1 });
}

const undo = (token: string) => undoEmailChange(stranger(), { token });
const canSignIn = (email: string, password = contactPassword) =>
  signIn(stranger(), { email, password, is_remembered: false, device: null }).then(
    () => true,
    () => false,
  );

async function addressesOf(id: number): Promise<string[]> {
  const { emails } = await findContact(agent, { id });
  return emails.map(({ email, state, is_primary }) => `${email} ${state}${is_primary ? ' primary' : ''}`);
}

async function countMailsTo(to_address: string): Promise<number> {
  const rows = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('mail_message').select('id').where('to_address', '=', to_address).execute(),
  );
  return rows.length;
}

test('B07 whoever gave the password for a change that is undone can not sign in by it any more', async () => {
  const person = await someone();
  const { id, old } = person;
  await undo(await change(person, `new${id}@evil.example`));
  assert.equal(await canSignIn(old), false);
  await sendPasswordReset(agent, { contact_id: id });
  const token = await linkToken(ctx, id, 'password_reset');
  await resetPassword(stranger(), { token, password: 'another quiet harbour' });
  assert.ok(await canSignIn(old, 'another quiet harbour'));
});

test('B07 an address that was on the contact already is as little proved after the undo as it was before', async () => {
  for (const state of ['unverified', 'retired'] as const) {
    const person = await someone();
    const { id, old } = person;
    const email = `${state}${id}@former.example`;
    await inTransaction(ctx, ({ db, caller, clock }) =>
      db
        .insertInto('contact_email')
        .values({
          account_id: caller.account_id,
          contact_id: id,
          email,
          is_primary: false,
          state,
          created_at: clock.now(),
        })
        .execute(),
    );
    const first = await change(person, email);
    await change(person, `between${id}@evil.example`);
    await change(person, email);
    assert.deepEqual((await addressesOf(id))[0], `${email} verified primary`);
    await undo(first);
    assert.deepEqual(await addressesOf(id), [`${old} verified primary`, `${email} ${state}`]);
    const mailed = await countMailsTo(email);
    await sendWayIn(stranger(), { email });
    assert.equal(await countMailsTo(email), mailed, 'it gets no link to a new password');
  }
});
