import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { signIn } from '#features/portal-access/sign-in.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { checkList, runList, uploadList } from './import-list.ts';
import { activateContact, contactPassword, insertContact } from './portal.ts';
import { startApp, type TestApp } from './start-app.ts';

/** What is typed and the one form it is kept in; null is refused. */
const policy: readonly (readonly [typed: string, kept: string | null])[] = [
  ['Bob@X.com', 'bob@x.com'],
  ['  ruth@x.com ', 'ruth@x.com'],
  ['ｏｍａｒ＠ｘ．ｃｏｍ', 'omar@x.com'],
  ['zoe@x.com.', 'zoe@x.com'],
  ['ada\u200b@x.com', 'ada@x.com'],
  ['kim@한국.kr', 'kim@xn--3e0b707e.kr'],
  ['bob+news@x.com', 'bob+news@x.com'],
  ["o'brien@x.co.uk", "o'brien@x.co.uk"],
  ['김하늘@x.com'.normalize('NFD'), '김하늘@x.com'],
  ['аdmin@x.com', 'аdmin@x.com'],
  ['not-an-address', null],
  ['a@b@c.com', null],
  ['a@localhost', null],
  ['a@[127.0.0.1]', null],
  ['a..b@x.com', null],
  ['Bob <bob@y.com>', null],
  ['mailto:bob@y.com', null],
  [`${'x'.repeat(250)}@x.com`, null],
];

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 3 });
});
after(() => app.stop());

/** By the names of their contacts. */
async function addressesOf(ctx: Context): Promise<Map<string, string>> {
  const rows = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('contact_email')
      .innerJoin('contact', 'contact.id', 'contact_id')
      .select(['contact.name', 'email'])
      .execute(),
  );
  return new Map(rows.map(({ name, email }) => [name, email]));
}

test('N01 a form, a list and the sign-in take, refuse and keep an address alike', async () => {
  const [ofForm, ofList] = [await app.ctxOfAdmin(1), await app.ctxOfAdmin(2)];
  for (const [at, [email]] of policy.entries()) {
    await createContact(ofForm, { name: `Row ${at}`, email }).catch((error: unknown) => {
      assert.ok(error instanceof Failure && error.kind === 'invalid', email);
    });
  }
  const lines = policy.map(([email], at) => `Row ${at},"${email}"`);
  const list = await uploadList(ofList, `name,email\n${lines.join('\n')}\n`);
  await checkList(app, ofList, list);
  await runList(app, ofList, list);

  const ofDoor = app.systemCtx(3);
  for (const kept of new Set(policy.flatMap(([, kept]) => kept ?? [])))
    await activateContact(ofDoor, await insertContact(ofDoor, { name: kept, email: kept }));
  const [byForm, byList] = [await addressesOf(ofForm), await addressesOf(ofList)];
  for (const [at, [typed, kept]] of policy.entries()) {
    assert.equal(byForm.get(`Row ${at}`) ?? null, kept, `form: ${typed}`);
    assert.equal(byList.get(`Row ${at}`) ?? null, kept, `list: ${typed}`);
    const input = { email: typed, password: contactPassword, is_remembered: false, device: null };
    const isIn = await signIn(app.ctxOfStranger(3), input).then(
      () => true,
      () => false,
    );
    assert.equal(isIn, kept !== null, `sign-in: ${typed}`);
  }
});

test('N02 “Null”, “O’Brien” and names of emoji are names like any other', async () => {
  const ctx = await app.ctxOfAdmin(1);
  for (const name of ['Null', 'undefined', 'O’Brien', "O'Brien", 'NaN', '👩‍👩‍👧‍👦 가족', 'ㅎ']) {
    const { id } = await createContact(ctx, { name, phone: '02-555-1234' });
    const kept = await inTransaction(ctx, ({ db }) =>
      db.selectFrom('contact').select('name').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    assert.equal(kept.name, name);
  }
});
