import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { CompanyChoices } from '#features/imports/questions/company-choice.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import {
  anyCompany,
  anyCompanyAnswers,
  anyCompanyRules,
  companiesBefore,
  companiesOf,
} from '../../../../test/any-company-list.ts';
import { applyList } from '../../../../test/apply-list.ts';
import { insertAccount, platformContext } from '../../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../../test/start-database.ts';

let database: TestDatabase;
before(async () => {
  database = await startDatabase();
});
after(() => database.drop());

async function accountWith(companies: string[][], has_unique_contract: boolean): Promise<Context> {
  const ctx = platformContext(database, { account_id: await insertAccount(database) });
  await companiesBefore(ctx, companies, { has_unique_contract });
  return ctx;
}

/** How many companies stand in a circle: none, ever. */
async function countInCircles(ctx: Context): Promise<number> {
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ count: number }>`
      with recursive above (start, id, depth) as (
        select id, parent_company_id, 1 from company where parent_company_id is not null
        union all
        select start, k.parent_company_id, depth + 1 from above a join company k on k.id = a.id
        where k.parent_company_id is not null and depth < 50)
      select count(*)::int as count from above where start = id`.execute(db),
  );
  return rows[0]!.count;
}

test('the result of an import of companies equals applying its rows one after the other, and the check foretells it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCompany, { maxLength: 6 }),
      fc.array(anyCompany, { maxLength: 14 }),
      anyCompanyRules,
      fc.record({
        can_create_companies: fc.boolean(),
        requires_contract: fc.boolean(),
        company_choices: fc.constantFrom<CompanyChoices>(new Map(), anyCompanyAnswers),
      }),
      fc.boolean(),
      fc.integer({ min: 2, max: 9 }),
      async (before, rows, rules, chosen, has_unique_contract, chunk_rows) => {
        const choices = { record: 'company' as const, rules, ...chosen };
        const [oneByOne, together, inChunks] = await Promise.all([
          accountWith(before, has_unique_contract),
          accountWith(before, has_unique_contract),
          accountWith(before, has_unique_contract),
        ]);
        const untouched = await companiesOf(together);
        const expected = await applyList(oneByOne, rows, { ...choices, chunk_rows: 1 });
        const checked = await applyList(together, rows, { ...choices, phase: 'check' });
        const checkedInChunks = await applyList(together, rows, { ...choices, phase: 'check', chunk_rows });
        assert.deepEqual(await companiesOf(together), untouched, 'a check writes nothing');
        const applied = await applyList(together, rows, choices);
        const appliedInChunks = await applyList(inChunks, rows, { ...choices, chunk_rows });
        for (const one of [checked, checkedInChunks, applied, appliedInChunks]) assert.deepEqual(one, expected);
        const { created, updated, unchanged, refused } = expected.counts;
        assert.equal(created + updated + unchanged + refused, rows.length);
        const result = await companiesOf(oneByOne);
        assert.deepEqual(await companiesOf(together), result);
        assert.deepEqual(await companiesOf(inChunks), result);
        assert.equal(await countInCircles(inChunks), 0);
      },
    ),
    { numRuns: Number(process.env.ROW_ORDER_LISTS ?? 15) },
  );
});
