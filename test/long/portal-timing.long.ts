import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { sendWayIn } from '#features/invitations/send-way-in.ts';
import { createSignUp } from '#features/invitations/sign-up/create-sign-up.ts';
import { findSignUpForm } from '#features/invitations/sign-up/find-sign-up-form.ts';
import { createTemporaryPassword } from '#features/portal-access/create-temporary-password.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact, insertContact } from '../portal.ts';
import { change } from '../sign-ups.ts';
import { startApp, type TestApp } from '../start-app.ts';
import { checkTimes } from '../timing-rule.ts';

let app: TestApp;
let people: Record<string, string[]>;
let asked = 0;

before(async () => {
  app = await startApp();
  const admin = await app.ctxOfAdmin();
  await inTransaction(admin, ({ db }) => db.updateTable('account').set({ lockout_failures_count: 100 }).execute());
  people = {
    unknown: Array.from({ length: 4 }, (_, n) => `nobody${n}@hanbit.example`),
    active: await make(admin, 'active', activateContact),
    invited: await make(admin, 'invited', async (ctx, contact_id) => inviteContact(ctx, { contact_id })),
    locked: await make(admin, 'locked', async (ctx, contact_id) => {
      await activateContact(ctx, contact_id);
      await write(ctx, contact_id, { locked_at: ctx.clock.now(), locked_by: 'agent' });
    }),
    temporary: await make(admin, 'temporary', (ctx, contact_id) =>
      createTemporaryPassword(ctx, { contact_id, password: 'told by telephone once' }),
    ),
    deactivated: await make(admin, 'deactivated', async (ctx, contact_id) => {
      await activateContact(ctx, contact_id);
      await write(ctx, contact_id, { deactivated_at: ctx.clock.now() });
    }),
  };
});
after(() => app.stop());

/** Four contacts in one state; several, so that none reaches the limit of his failures. */
async function make(admin: Context, state: string, bring: (ctx: Context, id: number) => Promise<unknown>) {
  const addresses = Array.from({ length: 4 }, (_, n) => `${state}${n}@hanbit.example`);
  for (const email of addresses) await bring(admin, await insertContact(admin, { email }));
  return addresses;
}

async function write(ctx: Context, contact_id: number, columns: object): Promise<void> {
  await inTransaction(ctx, ({ db }) => db.updateTable('contact').set(columns).where('id', '=', contact_id).execute());
}

/** Every request comes from a network of its own, so that no limit answers in its place. */
function stranger(): Context {
  asked += 1;
  const ip = `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`;
  return { ...app.ctxOfStranger(), origin: { request_id: 'timing', ip, user_agent: 'timing' } };
}

test('A01 the time of a refused sign-in does not tell whether the address is known, invited, locked or deactivated', async () => {
  await checkTimes(people, (email) =>
    assert.rejects(signIn(stranger(), { email, password: 'not the right one', is_remembered: false, device: null })),
  );
});

test('A02 the time of asking for a way in does not tell whether there is one', async () => {
  await checkTimes(people, (email) => sendWayIn(stranger(), { email }), { every_ms: 40 });
});

test('A03 the time of signing up does not tell whether the address is known, nor in which state its owner is', async () => {
  await change(app, { sign_up: 'anyone' });
  const signUp = async (email: string) => {
    const from = stranger();
    const { seal } = await findSignUpForm(from);
    app.clock.offset_ms += 5_000;
    await createSignUp(from, { name: 'Ruth King', email, custom_fields: {}, seal, decoy: '' });
  };
  await checkTimes(people, signUp, { every_ms: 40 });
});
