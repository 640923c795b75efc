import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { eraseContact } from '#features/privacy/erase-contact.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { activateContact, contactPassword, insertContact } from '../../../../test/portal.ts';
import { canSignIn, change, codeOf, mailsBy, signUp, signUpToken, stranger } from '../../../../test/sign-ups.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { acceptSignUp } from './accept-sign-up.ts';
import { createSignUp } from './create-sign-up.ts';
import { findSignUp } from './find-sign-up.ts';
import { findSignUpForm } from './find-sign-up-form.ts';

let app: TestApp;
let admin: Context;
let ctx: Context;
before(async () => {
  app = await startApp();
  ctx = app.systemCtx();
  admin = await app.ctxOfAdmin();
  const asked = { label_en: 'Contract', label_ko: '계약', is_required_for_agents: 'on' } as const;
  await createCustomField(admin, { record: 'contact', kind: 'text', ...asked });
});
after(() => app.stop());
beforeEach(() => change(app, { sign_up: 'anyone' }));

const contactOf = (email: string) =>
  inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('contact_email')
      .innerJoin('contact', 'contact.id', 'contact_id')
      .leftJoin('membership', 'membership.contact_id', 'contact.id')
      .select(['contact.id', 'name', 'phone', 'portal_access', 'source', 'state', 'company_id', 'deleted_at'])
      .where('email', '=', email)
      .executeTakeFirst(),
  );

const write = (id: number, values: Record<string, unknown>) =>
  inTransaction(ctx, ({ db }) => db.updateTable('contact').set(values).where('id', '=', id).execute());

test('whoever signs up proves his address, chooses a password and is in, also without what only agents must fill in', async () => {
  assert.deepEqual(await signUp(app, ' NEW@Hanbit.example'), ['sign_up_link new@hanbit.example']);
  assert.equal(await contactOf('new@hanbit.example'), undefined, 'nobody yet');
  const token = await signUpToken(app, 'new@hanbit.example');
  assert.deepEqual((await findSignUp(stranger(app), token)).email, 'new@hanbit.example');
  const session = await acceptSignUp(stranger(app), { token, password: contactPassword });
  assert.ok(session?.token);
  const { name, portal_access, source, state } = (await contactOf('new@hanbit.example'))!;
  const made = { name: 'Ruth King', portal_access: 'active', source: 'sign_up', state: 'verified' };
  assert.deepEqual({ name, portal_access, source, state }, made);
  assert.ok(await canSignIn(app, 'new@hanbit.example'));
});

test('A03 signing up with an address that is known says nothing, changes nothing, and mails its owner what he needs', async () => {
  const now = new Date();
  const add = (email: string) => insertContact(ctx, { email });
  await activateContact(ctx, await add('in@hanbit.example'));
  await inviteContact(await app.ctxOfAgent(), { contact_id: await add('invited@hanbit.example') });
  await add('never@hanbit.example');
  const locked = await add('locked@hanbit.example');
  await write(locked, { locked_at: now, locked_by: 'agent' });
  await write(await add('deactivated@hanbit.example'), { deactivated_at: now });
  await write(await add('deleted@hanbit.example'), { deleted_at: now });
  await write(await add('blocked@hanbit.example'), { blocked_at: now });
  const expected: Record<string, string[]> = {
    in: ['sign_up_known in@hanbit.example'],
    invited: ['invitation invited@hanbit.example'],
    never: ['sign_up_link never@hanbit.example'],
    locked: ['access_refused locked@hanbit.example'],
    deactivated: ['access_refused deactivated@hanbit.example'],
    deleted: ['access_refused deleted@hanbit.example'],
    blocked: [],
    unknown: ['sign_up_link unknown@hanbit.example'],
  };
  for (const [who, mails] of Object.entries(expected)) {
    const email = `${who}@hanbit.example`;
    const before = await contactOf(email);
    assert.deepEqual(await signUp(app, email, { name: 'Mallory' }), mails, who);
    assert.deepEqual(await contactOf(email), before, who);
  }
  assert.deepEqual(await signUp(app, 'adam@acorn.example'), ['sign_up_of_agent adam@acorn.example']);
});

test('where only known addresses may sign up, an unknown one gets nothing, and a contact who was never invited a link', async () => {
  await change(app, { sign_up: 'known' });
  assert.deepEqual(await signUp(app, 'stranger@hanbit.example'), []);
  const id = await insertContact(ctx, { name: 'As we know her', email: 'written@hanbit.example' });
  assert.deepEqual(await signUp(app, 'written@hanbit.example'), ['sign_up_link written@hanbit.example']);
  await acceptSignUp(stranger(app), {
    token: await signUpToken(app, 'written@hanbit.example'),
    password: contactPassword,
  });
  const { id: same, name, portal_access } = (await contactOf('written@hanbit.example'))!;
  assert.deepEqual([same, name, portal_access], [id, 'As we know her', 'active']);
});

test('where nobody may sign up there is no form, and links that are out are dead', async () => {
  await signUp(app, 'late@hanbit.example');
  const { seal } = await findSignUpForm(stranger(app));
  await change(app, { sign_up: 'off' });
  await assert.rejects(findSignUpForm(stranger(app)), codeOf('platform.not_found'));
  const given = { name: 'R', email: 'r@hanbit.example', custom_fields: {}, seal, decoy: '' };
  await assert.rejects(createSignUp(stranger(app), given), codeOf('platform.not_found'));
  const token = await signUpToken(app, 'late@hanbit.example');
  await assert.rejects(findSignUp(stranger(app), token), codeOf('portal_access.link_expired'));
});

test('B03 of two who spend one link at once one is in, and looking at it spends nothing', async () => {
  await signUp(app, 'twice@hanbit.example');
  const token = await signUpToken(app, 'twice@hanbit.example');
  for (let n = 0; n < 3; n++) await findSignUp(stranger(app), token);
  const ended = await Promise.allSettled(
    [1, 2].map(() => acceptSignUp(stranger(app), { token, password: contactPassword })),
  );
  assert.deepEqual(ended.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(findSignUp(stranger(app), token), codeOf('portal_access.link_spent'));
});

test('B04 a newer sign-up replaces the link, and an address gets three mails an hour whatever they are for', async () => {
  await signUp(app, 'often@hanbit.example');
  const first = await signUpToken(app, 'often@hanbit.example');
  await signUp(app, 'often@hanbit.example');
  await assert.rejects(findSignUp(stranger(app), first), codeOf('portal_access.link_replaced'));
  assert.equal((await signUp(app, 'often@hanbit.example')).length, 1);
  assert.deepEqual(await signUp(app, 'often@hanbit.example'), []);
});

test('B02 a link works for 24 hours', async () => {
  await signUp(app, 'day@hanbit.example');
  const token = await signUpToken(app, 'day@hanbit.example');
  app.clock.offset_ms += 24 * 3_600_000 - 60_000;
  await findSignUp(stranger(app), token);
  app.clock.offset_ms += 2 * 60_000;
  await assert.rejects(findSignUp(stranger(app), token), codeOf('portal_access.link_expired'));
});

test('B06 B08 a token of another kind or account, or a mangled one, is no sign-up’s', async () => {
  await signUp(app, 'bound@hanbit.example');
  const token = await signUpToken(app, 'bound@hanbit.example');
  const { id } = await findSignUp(stranger(app), token);
  const others = [
    ctx.tokens.make({ purpose: 'invitation', id, generation: 1 }),
    token.slice(0, -1),
    token.toLowerCase(),
    `${token}=`,
    '',
  ];
  for (const other of others) {
    await assert.rejects(findSignUp(stranger(app), other), codeOf('portal_access.link_unknown'));
  }
});

test('E03 who signs up with somebody else’s address never has a password: only the mailbox chooses one', async () => {
  await signUp(app, 'victim@hanbit.example', { name: 'Mallory' });
  const kept = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('sign_up').select('password_hash').where('email', '=', 'victim@hanbit.example').execute(),
  );
  assert.deepEqual(kept, [{ password_hash: null }]);
  const id = await insertContact(ctx, { email: 'victim@hanbit.example' });
  await activateContact(ctx, id);
  const token = await signUpToken(app, 'victim@hanbit.example');
  await assert.rejects(
    acceptSignUp(stranger(app), { token, password: 'a wholly other phrase' }),
    codeOf('portal_access.link_spent'),
  );
  assert.ok(await canSignIn(app, 'victim@hanbit.example'), 'his own password still is his');
});

test('A11 a weak password, or one made of what he has said, is refused and spends nothing', async () => {
  await signUp(app, 'weak@hanbit.example', { name: 'Bartholomew Featherstone' });
  const token = await signUpToken(app, 'weak@hanbit.example');
  for (const password of ['short', 'password123', 'bartholomew featherstone']) {
    await assert.rejects(acceptSignUp(stranger(app), { token, password }), { kind: 'invalid' });
  }
  assert.ok(await acceptSignUp(stranger(app), { token, password: contactPassword }));
});

test('F06 an address that was only put beside another contact’s gives nobody that contact', async () => {
  const id = await insertContact(ctx, { email: 'whole@hanbit.example' });
  await activateContact(ctx, id);
  await inTransaction(ctx, ({ db, caller, clock }) =>
    db
      .insertInto('contact_email')
      .values({
        account_id: caller.account_id,
        email: 'beside@evil.example',
        contact_id: id,
        is_primary: false,
        created_at: clock.now(),
      })
      .execute(),
  );
  assert.deepEqual(await signUp(app, 'beside@evil.example'), []);
  assert.deepEqual(await signUp(app, 'whole+1@hanbit.example'), ['sign_up_link whole+1@hanbit.example']);
});

test('a robot is told to send it once more, the same for every address, and nothing is mailed', async () => {
  await activateContact(ctx, await insertContact(ctx, { email: 'known@hanbit.example' }));
  const { seal } = await findSignUpForm(stranger(app));
  const refused = async (email: string, more: { seal: string; decoy: string }) => {
    const given = { name: 'Robot', email, custom_fields: {}, ...more };
    await assert.rejects(createSignUp(stranger(app), given), codeOf('invitations.send_once_more'));
  };
  const mails = await mailsBy(app, async () => {
    for (const email of ['known@hanbit.example', 'not.known@hanbit.example']) {
      for (const given of [seal, 'made.up', '']) await refused(email, { seal: given, decoy: '' });
    }
    app.clock.offset_ms += 5_000;
    await refused('robot@hanbit.example', { seal, decoy: 'https://buy.example' });
    app.clock.offset_ms += 13 * 3_600_000;
    await refused('robot@hanbit.example', { seal, decoy: '' });
  });
  assert.deepEqual(mails, []);
});

test('A10 a network that signs up many has to wait', async () => {
  const from = stranger(app);
  const { seal } = await findSignUpForm(from);
  app.clock.offset_ms += 5_000;
  const one = (n: number) =>
    createSignUp(from, { name: 'N', email: `n${n}@many.example`, custom_fields: {}, seal, decoy: '' });
  for (let n = 0; n < 20; n++) await one(n);
  await assert.rejects(one(20), (error) => error instanceof Failure && error.kind === 'too_many');
});

test('what customers must fill in is asked, kept and given to the contact; what has become of the field keeps nobody out', async () => {
  const { id } = await createCustomField(admin, {
    record: 'contact',
    kind: 'dropdown',
    label_en: 'Branch',
    label_ko: '지점',
    choices: 'Seoul\nBusan',
    is_required_for_customers: 'on',
  });
  try {
    assert.deepEqual(
      (await findSignUpForm(stranger(app))).fields.map(({ name }) => name),
      ['branch'],
    );
    await assert.rejects(signUp(app, 'asked@hanbit.example'), { kind: 'invalid' });
    await signUp(app, 'asked@hanbit.example', { custom_fields: { branch: 'Busan', contract: 'forged' } });
    await acceptSignUp(stranger(app), {
      token: await signUpToken(app, 'asked@hanbit.example'),
      password: contactPassword,
    });
    const fields = async (email: string) =>
      inTransaction(ctx, ({ db }) =>
        db
          .selectFrom('contact_email')
          .innerJoin('contact', 'contact.id', 'contact_id')
          .select('custom_fields')
          .where('email', '=', email)
          .executeTakeFirstOrThrow(),
      );
    assert.deepEqual((await fields('asked@hanbit.example')).custom_fields, { branch: 'Busan' });
    await signUp(app, 'gone@hanbit.example', { custom_fields: { branch: 'Seoul' } });
    await inTransaction(ctx, ({ db }) =>
      db.updateTable('custom_field').set({ choices: '["Jeju"]' }).where('id', '=', id).execute(),
    );
    await acceptSignUp(stranger(app), {
      token: await signUpToken(app, 'gone@hanbit.example'),
      password: contactPassword,
    });
    assert.deepEqual((await fields('gone@hanbit.example')).custom_fields, {});
  } finally {
    await inTransaction(ctx, ({ db }) => db.deleteFrom('custom_field').where('id', '=', id).execute());
  }
});

test('somebody who was deleted for ever comes in again by himself, as a new contact', async () => {
  const { id } = await createContact(admin, {
    name: 'Ruth',
    email: 'again@hanbit.example',
    custom_fields: { contract: '1' },
  });
  await eraseContact(admin, { contact_id: id, mode: 'remove', is_confirmed: true });
  assert.deepEqual(await signUp(app, 'again@hanbit.example'), ['sign_up_link again@hanbit.example']);
  await acceptSignUp(stranger(app), {
    token: await signUpToken(app, 'again@hanbit.example'),
    password: contactPassword,
  });
  assert.notEqual((await contactOf('again@hanbit.example'))!.id, id);
});

test('a company takes whoever signs up by its domain, once the address is proved', async () => {
  const { id } = await createCompany(admin, { name: 'Daon', domains: 'daon.example' });
  await signUp(app, 'first@daon.example');
  await acceptSignUp(stranger(app), { token: await signUpToken(app, 'first@daon.example'), password: contactPassword });
  assert.equal((await contactOf('first@daon.example'))!.company_id, id);
});
