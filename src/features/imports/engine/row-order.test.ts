import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Rule } from '#features/imports/import.ts';
import type { CompanyChoices } from '#features/imports/questions/company-choice.ts';
import type { Context } from '#platform/context.ts';
import { anyAnswers, anyRow, anyRules, peopleBefore } from '../../../../test/any-list.ts';
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

/** An account with people who came before. */
async function accountWith(people: string[][], has_unique_contract: boolean): Promise<Context> {
  const ctx = await newAccount();
  await peopleBefore(ctx, people, { has_unique_contract });
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
  true,
  2,
];

test('the result of an import equals applying its rows one after the other, and the check foretells it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { maxLength: 6 }),
      fc.array(anyRow, { maxLength: 14 }),
      anyRules,
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 2, max: 9 }),
      async (before, rows, rules, can_create_companies, can_match_by_phone, isAnswered, ...rest) => {
        const [can_restore_deleted, requires_contract, has_unique_contract, chunk_rows] = rest;
        const company_choices: CompanyChoices = isAnswered ? anyAnswers : new Map();
        const choices = {
          ...{ rules, can_create_companies, can_match_by_phone },
          ...{ company_choices, can_restore_deleted, requires_contract },
        };
        const [oneByOne, together, inChunks] = await Promise.all([
          accountWith(before, has_unique_contract),
          accountWith(before, has_unique_contract),
          accountWith(before, has_unique_contract),
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
