import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { allRules, applyList, directoryOf } from '../../../test/apply-list.ts';
import { insertAccount, platformContext } from '../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../test/start-database.ts';
import type { CompanyChoices } from './company-choice.ts';
import type { Rule } from './import.ts';

let database: TestDatabase;
before(async () => {
  database = await startDatabase();
});
after(() => database.drop());

async function newAccount(): Promise<Context> {
  return platformContext(database, { account_id: await insertAccount(database) });
}

const cell = {
  name: fc.constantFrom('Kim', 'Lee', 'Park', ''),
  email: fc.constantFrom(
    'a@x.com',
    'A@x.com',
    'b@x.com',
    'c@x.com',
    'd@x.com',
    'gone@x.com',
    'gone@x.com',
    'agent@x.com',
    'no address',
    '',
  ),
  other_emails: fc.constantFrom('', '', '', 'a@x.com', 'b@x.com e@x.com', 'f@x.com;d@x.com'),
  phone: fc.constantFrom('010-1111-2222', '010-3333-4444', '010-5555-6666', '010-9999-0000', ''),
  company: fc.constantFrom('Acme', 'ACME', 'Beta', 'Gamma', 'Closed', 'Known Inc.', 'Known', 'Shut Ltd', ''),
  job_title: fc.constantFrom('CFO', 'Buyer', ''),
  tags: fc.constantFrom('vip', 'VIP;trial', 'cloud', ''),
  unique_external_id: fc.constantFrom('1', '2', '3', '9', '', ''),
  'custom_fields.vip': fc.constantFrom('O', 'X', ''),
  'custom_fields.contract_no': fc.constantFrom('C-1', 'C-2', ''),
};
const row: fc.Arbitrary<string[]> = fc.record(cell).map((cells) => Object.values(cells));
const anyRule = fc.constantFrom('overwrite', 'if_empty', 'append') as fc.Arbitrary<Exclude<Rule, 'skip'>>;
const plainRule = fc.constantFrom('overwrite', 'if_empty') as fc.Arbitrary<Exclude<Rule, 'skip'>>;
const anyRules: fc.Arbitrary<Record<string, Exclude<Rule, 'skip'>>> = fc.record({
  name: plainRule,
  email: anyRule,
  other_emails: fc.constant('append' as const),
  phone: plainRule,
  company: anyRule,
  job_title: plainRule,
  tags: anyRule,
  unique_external_id: plainRule,
  'custom_fields.vip': plainRule,
  'custom_fields.contract_no': plainRule,
});

/** Whoever checks a file answers for some companies: one is known, one was deleted since, one may be made anyhow. */
const answered: CompanyChoices = new Map([
  ['known inc.', { answer: 'use', company_key: 'known', name: 'Known' }],
  ['shut ltd', { answer: 'use', company_key: 'closed', name: 'Closed' }],
  ['gamma', { answer: 'create' }],
]);

/** An account with people who came before, one of them deleted, an agent, a company and a closed one. */
async function accountWith(before: string[][]): Promise<Context> {
  const ctx = await newAccount();
  const gone = ['Gone', 'gone@x.com', '', '010-9999-0000', 'Closed', '', '', '9', '', ''];
  const first = ['First', 'first@x.com', '', '', 'Known', '', '', '', '', ''];
  await applyList(ctx, [gone, first, ...before], { rules: allRules, chunk_rows: 1 });
  await inTransaction(ctx, async ({ db, caller, clock }) => {
    const now = clock.now();
    // The same in every account, so that what is told of it can be compared.
    const deleted = { deleted_at: new Date('2026-01-02T03:04:05Z'), portal_access: 'active' as const };
    await db.updateTable('contact').set(deleted).where('unique_external_id', '=', '9').execute();
    await db.updateTable('company').set({ deleted_at: now }).where('name', '=', 'Closed').execute();
    const agent = { name: 'Ann', email: 'agent@x.com', role: 'agent', language: 'en' } as const;
    await db
      .insertInto('agent')
      .values({ ...agent, account_id: caller.account_id, created_at: now, updated_at: now })
      .execute();
  });
  return ctx;
}

/** In its third row one contact gives up the id that the fourth row gives to another. */
const freedValue: [
  string[][],
  string[][],
  Record<string, Exclude<Rule, 'skip'>>,
  boolean,
  boolean,
  boolean,
  boolean,
  boolean,
  number,
] = [
  [],
  [
    ['Kim', 'c@x.com', '', '', '', '', '', '1', '', ''],
    ['Kim', 'a@x.com', '', '', '', '', '', '', '', ''],
    ['Kim', 'c@x.com', '', '', '', '', '', '3', '', ''],
    ['Kim', 'a@x.com', '', '', '', '', '', '1', '', ''],
  ],
  allRules,
  true,
  false,
  false,
  false,
  false,
  2,
];

test('the result of an import equals applying its rows one after the other, and the check foretells it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 6 }),
      fc.array(row, { maxLength: 14 }),
      anyRules,
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 2, max: 9 }),
      async (before, rows, rules, can_create_companies, can_match_by_phone, isAnswered, ...rest) => {
        const [can_restore_deleted, requires_contract, chunk_rows] = rest;
        const company_choices: CompanyChoices = isAnswered ? answered : new Map();
        const choices = {
          ...{ rules, can_create_companies, can_match_by_phone },
          ...{ company_choices, can_restore_deleted, requires_contract },
        };
        const [oneByOne, together, inChunks] = await Promise.all([
          accountWith(before),
          accountWith(before),
          accountWith(before),
        ]);
        const untouched = await directoryOf(together);
        const expected = await applyList(oneByOne, rows, { ...choices, chunk_rows: 1 });
        const checked = await applyList(together, rows, { ...choices, phase: 'check' });
        const checkedInChunks = await applyList(together, rows, { ...choices, phase: 'check', chunk_rows });
        assert.deepEqual(await directoryOf(together), untouched, 'a check writes nothing');
        const applied = await applyList(together, rows, choices);
        const appliedInChunks = await applyList(inChunks, rows, { ...choices, chunk_rows });
        for (const one of [checked, checkedInChunks, applied, appliedInChunks]) assert.deepEqual(one, expected);
        const result = await directoryOf(oneByOne);
        assert.deepEqual(await directoryOf(together), result);
        assert.deepEqual(await directoryOf(inChunks), result);
      },
    ),
    { numRuns: Number(process.env.ROW_ORDER_LISTS ?? 10), examples: [freedValue] },
  );
});
