import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { allRules, applyList, directoryOf } from '../../../../test/apply-list.ts';
import { insertAccount, platformContext } from '../../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../../test/start-database.ts';

let database: TestDatabase;
before(async () => {
  database = await startDatabase();
});
after(() => database.drop());

async function newAccount(): Promise<Context> {
  return platformContext(database, { account_id: await insertAccount(database) });
}

test('an import tells exactly what a row changes, field by field', async () => {
  const ctx = await newAccount();
  const first = ['Kim', 'kim@x.com', '', '010-1234-5678', 'Acme', 'CFO', 'vip', '', 'yes', 'C-1'];
  await applyList(ctx, [first], { rules: allRules });
  const second = ['Kim Ha', 'KIM@x.com', 'ha@x.com', '010-1234-5678', 'Beta', 'CEO', 'VIP;trial', '7', 'no', 'C-2'];
  const { counts, rows } = await applyList(ctx, [second, second], { rules: allRules });
  assert.deepEqual(counts, { created: 0, updated: 1, unchanged: 1, refused: 0 });
  assert.deepEqual(rows, [
    {
      row_number: 1,
      outcome: 'updated',
      changes: {
        name: ['Kim', 'Kim Ha'],
        other_emails: [[], ['ha@x.com']],
        company: ['Acme', 'Beta'],
        tags: [['vip'], ['vip', 'trial']],
        unique_external_id: [null, '7'],
        vip: [true, false],
      },
      problems: null,
    },
  ]);
});

test('a row is refused that means a deleted, a blocked or two contacts, an agent, or a value that is taken', async () => {
  const ctx = await newAccount();
  const people = ['deleted', 'blocked', 'one', 'two'].map((name) => [name, `${name}@x.com`, '', name]);
  const rules = {
    name: 'overwrite',
    email: 'overwrite',
    other_emails: 'append',
    unique_external_id: 'overwrite',
  } as const;
  await applyList(ctx, people, { rules });
  await inTransaction(ctx, async ({ db, caller, clock }) => {
    const now = clock.now();
    await db.updateTable('contact').set({ deleted_at: now }).where('name', '=', 'deleted').execute();
    await db.updateTable('contact').set({ blocked_at: now }).where('name', '=', 'blocked').execute();
    const agent = { name: 'Ann', email: 'ann@desk.example', role: 'agent', language: 'en' } as const;
    await db
      .insertInto('agent')
      .values({ ...agent, account_id: caller.account_id, created_at: now, updated_at: now })
      .execute();
  });
  const { counts, rows } = await applyList(
    ctx,
    [
      ['A', 'deleted@x.com', '', ''],
      ['A', '', '', 'blocked'],
      ['A', 'one@x.com', 'two@x.com', ''],
      ['A', 'new@x.com', 'ann@desk.example', ''],
      ['A', 'one@x.com', '', 'two'],
      ['', 'nobody@x.com', '', ''],
    ],
    { rules },
  );
  assert.deepEqual(counts, { created: 0, updated: 0, unchanged: 0, refused: 6 });
  assert.deepEqual(
    rows.map(({ problems }) =>
      (problems as { code: string; column: number }[]).map(({ code, column }) => [code, column]),
    ),
    [
      [['imports.contact_deleted', 1]],
      [['imports.contact_blocked', 1]],
      [['imports.several_contacts', 1]],
      [['imports.agents_address', 1]],
      [['imports.value_taken', 3]],
      [['imports.name_missing', 0]],
    ],
  );
});

test('a company that is not known is created, spelled as in the first row of the file, or refuses the row', async () => {
  const rules = { name: 'overwrite', email: 'overwrite', company: 'overwrite' } as const;
  const rows = [
    ['A', 'a@x.com', 'ACME Korea'],
    ['A', 'a@x.com', 'Beta Ltd'],
    ['B', 'b@x.com', 'Acme  Korea'],
    ['C', 'c@x.com', 'BETA ltd'],
  ];
  const ctx = await newAccount();
  await applyList(ctx, rows, { rules });
  assert.deepEqual((await directoryOf(ctx)).companies, ['ACME Korea', 'Beta Ltd']);
  const other = await newAccount();
  const { counts } = await applyList(other, rows, { rules, can_create_companies: false });
  assert.deepEqual(counts, { created: 0, updated: 0, unchanged: 0, refused: 4 });
  assert.deepEqual(await directoryOf(other), { contacts: [], companies: [] });
});
