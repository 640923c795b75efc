import { updateAccount } from '#features/accounts/update-account.ts';
import { createSignUp } from '#features/invitations/sign-up/create-sign-up.ts';
import { findSignUpForm } from '#features/invitations/sign-up/find-sign-up-form.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { contactPassword } from './portal.ts';
import type { TestApp } from './start-app.ts';

/** People who come by themselves, for tests of sign-up and of links to sign in; each from a network of his own. */

let network = 0;

/** Somebody at the door. */
export function stranger(app: TestApp): Context {
  network++;
  const ip = `203.0.${Math.floor(network / 250)}.${network % 250}`;
  return { ...app.ctxOfStranger(), origin: { request_id: 'r', ip, user_agent: 'test' } };
}

/** Changes settings of the account as its admin does, by their names. */
export async function change(app: TestApp, settings: Record<string, string>): Promise<void> {
  await updateAccount(await app.ctxOfAdmin(), settings);
}

/** Fills in the form of sign-up as a person does, in five seconds; gives the mails that brings about, as `kind address`. */
export async function signUp(app: TestApp, email: string, more: Record<string, unknown> = {}): Promise<string[]> {
  const from = stranger(app);
  const { seal } = await findSignUpForm(from);
  app.clock.offset_ms += 5_000;
  const given = { name: 'Ruth King', email, custom_fields: {}, seal, decoy: '', ...more };
  return mailsBy(app, () => createSignUp(from, given));
}

/** The mails that something brings about, as `kind address`. */
export async function mailsBy(app: TestApp, work: () => Promise<unknown>): Promise<string[]> {
  const ctx = app.systemCtx();
  const newest = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('mail_message').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst(),
  );
  await work();
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('mail_message')
      .select(['kind', 'to_address'])
      .where('id', '>', newest?.id ?? 0)
      .orderBy('id')
      .execute(),
  );
  return rows.map(({ kind, to_address }) => `${kind.replace(/^\w+\./, '')} ${to_address}`);
}

/** What the newest link of a sign-up carries, as the mail to that address does. */
export async function signUpToken(app: TestApp, email: string): Promise<string> {
  const ctx = app.systemCtx();
  const { id } = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('sign_up').select('id').where('email', '=', email).orderBy('id', 'desc').executeTakeFirstOrThrow(),
  );
  return ctx.tokens.make({ purpose: 'sign_up', id, generation: 1 });
}

/** Whether an address and `contactPassword` sign in. */
export async function canSignIn(app: TestApp, email: string): Promise<boolean> {
  const input = { email, password: contactPassword, is_remembered: false, device: null };
  return signIn(stranger(app), input).then(
    () => true,
    () => false,
  );
}

/** For `assert.rejects`: a Failure with this code. */
export function codeOf(code: string): (error: unknown) => boolean {
  return (error) => error instanceof Failure && error.code === code;
}
