import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deactivateContacts } from '#features/invitations/deactivate-contacts.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { reactivateContacts } from '#features/invitations/reactivate-contacts.ts';
import { sendWayIn } from '#features/invitations/send-way-in.ts';
import { lockContacts } from '#features/portal-access/lock-contacts.ts';
import { resetPassword } from '#features/portal-access/reset-password.ts';
import { unlockContacts } from '#features/portal-access/unlock-contacts.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, insertContact, linkToken } from '../../../../test/portal.ts';
import { canSignIn, change, codeOf, mailsBy, stranger } from '../../../../test/sign-ups.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { acceptSignInLink } from './accept-sign-in-link.ts';
import { findSignInLink } from './find-sign-in-link.ts';

let app: TestApp;
let ctx: Context;
let admin: Context;
before(async () => {
  app = await startApp();
  ctx = app.systemCtx();
  admin = await app.ctxOfAdmin();
  await change(app, { has_sign_in_links: 'Y' });
});
after(() => app.stop());

let made = 0;

async function someone(): Promise<{ id: number; email: string; token: string }> {
  const email = `link${++made}@hanbit.example`;
  const id = await insertContact(ctx, { email });
  await activateContact(ctx, id);
  return { id, email, token: await tokenOf(id, email) };
}

async function tokenOf(contact_id: number, email: string): Promise<string> {
  assert.deepEqual(await mailsBy(app, () => ask(email)), [`sign_in_link ${email}`]);
  const { id } = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('sign_in_link')
      .select('id')
      .where('contact_id', '=', contact_id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return ctx.tokens.make({ purpose: 'sign_in_link', id, generation: 1 });
}

const ask = (email: string) => sendWayIn(stranger(app), { email, by: 'link' });
const spend = (token: string) => acceptSignInLink(stranger(app), { token, is_remembered: false });

test('B03 a mailed link signs in once, however often it is looked at, and for one of two at once', async () => {
  const { email, token } = await someone();
  for (let n = 0; n < 3; n++) assert.equal((await findSignInLink(stranger(app), token)).email, email);
  const ended = await Promise.allSettled([spend(token), spend(token)]);
  assert.deepEqual(ended.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(spend(token), codeOf('portal_access.link_spent'));
});

test('B02 it works for a quarter of an hour, by the server’s clock', async () => {
  const { token } = await someone();
  app.clock.offset_ms += 14 * 60_000;
  await findSignInLink(stranger(app), token);
  app.clock.offset_ms += 2 * 60_000;
  await assert.rejects(spend(token), codeOf('portal_access.link_expired'));
});

test('B04 a newer one replaces it', async () => {
  const { id, email, token } = await someone();
  const newer = await tokenOf(id, email);
  await assert.rejects(spend(token), codeOf('portal_access.link_replaced'));
  assert.ok((await spend(newer)).token);
});

test('B05 a lock, deactivation and a new password end it for good', async () => {
  const locked = await someone();
  await lockContacts(admin, { contact_ids: [locked.id] });
  await unlockContacts(admin, { contact_ids: [locked.id] });
  await assert.rejects(spend(locked.token), codeOf('portal_access.link_replaced'));
  const deactivated = await someone();
  await deactivateContacts(admin, { contact_ids: [deactivated.id] });
  await reactivateContacts(admin, { contact_ids: [deactivated.id] });
  await assert.rejects(spend(deactivated.token), codeOf('portal_access.link_replaced'));
  const reset = await someone();
  await sendWayIn(stranger(app), { email: reset.email });
  const token = await linkToken(ctx, reset.id, 'password_reset');
  await resetPassword(stranger(app), { token, password: 'a wholly other phrase' });
  await assert.rejects(spend(reset.token), codeOf('portal_access.link_replaced'));
});

test('B06 it is bound to its purpose, its address and the account’s setting', async () => {
  const { id, token } = await someone();
  const other = ctx.tokens.make({ purpose: 'password_reset', id, generation: 1 });
  await assert.rejects(spend(other), codeOf('portal_access.link_unknown'));
  await change(app, { has_sign_in_links: 'N' });
  await assert.rejects(spend(token), codeOf('portal_access.link_expired'));
  await change(app, { has_sign_in_links: 'Y' });
  await inTransaction(ctx, ({ db }) =>
    db.updateTable('contact_email').set({ state: 'retired' }).where('contact_id', '=', id).execute(),
  );
  await assert.rejects(spend(token), codeOf('portal_access.link_expired'));
});

test('A02 whoever asks for it gets the same answer, and the mail that fits, or none', async () => {
  const invited = await insertContact(ctx, { email: 'invited@hanbit.example' });
  await inviteContact(admin, { contact_id: invited });
  const locked = await someone();
  await lockContacts(admin, { contact_ids: [locked.id] });
  const expected = [
    ['invited@hanbit.example', ['invitation invited@hanbit.example']],
    [locked.email, [`access_refused ${locked.email}`]],
    ['nobody@hanbit.example', []],
    ['adam@acorn.example', []],
    ['no address', []],
  ] as const;
  for (const [email, mails] of expected) assert.deepEqual(await mailsBy(app, () => ask(email)), mails, email);
  await change(app, { has_sign_in_links: 'N' });
  const active = await insertContact(ctx, { email: 'off@hanbit.example' });
  await activateContact(ctx, active);
  assert.deepEqual(await mailsBy(app, () => ask('off@hanbit.example')), ['password_reset off@hanbit.example']);
  await change(app, { has_sign_in_links: 'Y' });
});

test('A07 somebody locked out by strangers’ guesses comes in by the link, and the lock stays for who guesses', async () => {
  const { id, token, email } = await someone();
  const until = new Date(Date.now() + app.clock.offset_ms + 60_000);
  await inTransaction(ctx, ({ db }) =>
    db
      .updateTable('contact')
      .set({ locked_at: new Date(), locked_by: 'failures', locked_until: until })
      .where('id', '=', id)
      .execute(),
  );
  assert.ok((await spend(token)).token);
  assert.equal(await canSignIn(app, email), false);
});
