import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { updateCompany } from '#features/companies/update-company.ts';
import { listKeptRecords } from '#features/imports/undo/list-kept-records.ts';
import { previewUndo } from '#features/imports/undo/preview-undo.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { anyCompany, anyCompanyRules, companiesBefore } from '../../../../test/any-company-list.ts';
import { importList, undoList } from '../../../../test/apply-list.ts';
import { insertAccount, platformContext } from '../../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../../test/start-database.ts';

let database: TestDatabase;
before(async () => {
  database = await startDatabase();
});
after(() => database.drop());

async function accountWith(companies: string[][]): Promise<Context> {
  const ctx = platformContext(database, { account_id: await insertAccount(database) });
  await companiesBefore(ctx, companies, { has_unique_contract: true });
  return ctx;
}

interface Told {
  id: number;
  company: Record<string, unknown>;
  domains: string[];
}

/** Everything of every company to the letter, but when it was last changed. */
async function everyCompany(ctx: Context): Promise<Map<number, Told>> {
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<Told>`
      select id, jsonb_strip_nulls(to_jsonb(c) - 'updated_at') as company,
        array(select domain from company_domain d where d.company_id = c.id order by domain) as domains
      from company c order by id`.execute(db),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const anyChoices = fc.record({
  can_create_companies: fc.boolean(),
  chunk_rows: fc.integer({ min: 1, max: 9 }),
});

type Example = [
  companies: string[][],
  rows: string[][],
  rules: Record<string, 'if_empty' | 'overwrite' | 'append'>,
  chosen: { can_create_companies: boolean; chunk_rows: number },
];
const ifEmpty = {
  name: 'if_empty',
  unique_external_id: 'if_empty',
  domains: 'append',
  parent_company: 'if_empty',
  industry: 'overwrite',
  renewal_date: 'overwrite',
  'custom_fields.vip': 'if_empty',
  'custom_fields.contract_no': 'if_empty',
} as const;
/** A row claims by external id what was made as a parent, and names as its own parent the name that it gives it. */
const claimedBelowItself: Example = [
  [['', '', 'no domain', 'Known', '', '', 'O', '']],
  [
    ['Beta', '', '', 'Omega', 'Food', '', '', ''],
    ['ACME', '2', '', 'ACME', '', '2027. 3. 5.', '', 'C-2'],
    ['Omega', '2', '', 'Gamma', 'Food', '2027. 3. 5.', '', 'C-2'],
    ['Closed', '2', 'a.com', 'Acme', 'Trade', '2027. 3. 5.', '', 'C-2'],
    ['ACME', '', 'gmail.com', 'Omega', '', '2027. 3. 5.', '', ''],
    ['', '3', 'no domain', 'Delta', 'Food', '2027. 3. 5.', 'O', ''],
    ['Beta', '3', '', 'Shut Ltd', 'Food', '', '', 'C-1'],
  ],
  ifEmpty,
  { can_create_companies: true, chunk_rows: 1 },
];

/** A row claims by external id what was made as a parent, and bears the name of a third company. */
const claimedUnderATakenName: Example = [
  [['Beta', '', '', '', '', '', '', '']],
  [
    ['Acme', '', '', 'Delta', '', '', '', ''],
    ['Beta', '7', '', '', '', '', '', ''],
    ['Delta', '7', '', '', '', '', '', ''],
  ],
  ifEmpty,
  { can_create_companies: true, chunk_rows: 1 },
];

test('whatever companies were imported, the undo gives back what was there before, to the letter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCompany, { maxLength: 6 }),
      fc.array(anyCompany, { minLength: 1, maxLength: 14 }),
      anyCompanyRules,
      anyChoices,
      async (companies, rows, rules, chosen) => {
        const ctx = await accountWith(companies);
        const before = await everyCompany(ctx);
        const choices = { record: 'company' as const, rules, ...chosen };
        const first = await importList(ctx, rows, choices);
        const between = await everyCompany(ctx);
        const second = await importList(ctx, rows.toReversed(), choices);
        for (const [id, expected] of [
          [second, between],
          [first, before],
        ] as const) {
          assert.deepEqual((await previewUndo(ctx, { id })).kept, []);
          await undoList(ctx, id);
          assert.deepEqual((await listKeptRecords(ctx, { id })).records, []);
          assert.deepEqual(await everyCompany(ctx), expected);
        }
      },
    ),
    {
      numRuns: Number(process.env.UNDO_LISTS ?? 10),
      endOnFailure: true,
      examples: [claimedBelowItself, claimedUnderATakenName],
    },
  );
});

/** What an agent changes between an import and its undo, of the company at a place of the list. */
const edits: Record<string, Record<string, string>> = {
  industry: { industry: 'Edited' },
  name: { name: 'Edited Name' },
  parent: { parent_company: 'Known' },
  none: { parent_company: '' },
  id: { unique_external_id: '3' },
  domains: { domains: 'a.com' },
};

test('what was changed between an import of companies and its undo stays and is listed, all else goes back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCompany, { maxLength: 6 }),
      fc.array(anyCompany, { minLength: 1, maxLength: 14 }),
      anyCompanyRules,
      anyChoices,
      fc.array(fc.tuple(fc.constantFrom(...Object.keys(edits)), fc.nat(20)), { maxLength: 6 }),
      async (companies, rows, rules, chosen, asked) => {
        const ctx = await accountWith(companies);
        const before = await everyCompany(ctx);
        const id = await importList(ctx, rows, { record: 'company', rules, ...chosen });
        const ids = [...(await everyCompany(ctx)).keys()];
        const touched = new Map<number, Set<string>>();
        for (const [what, place] of asked) {
          const company_id = ids[place % ids.length]!;
          const found = await everyCompany(ctx);
          try {
            await updateCompany(ctx, { id: company_id, ...edits[what]! });
          } catch (error) {
            if (!(error instanceof Failure)) throw error;
            continue;
          }
          const isChanged =
            JSON.stringify((await everyCompany(ctx)).get(company_id)) !== JSON.stringify(found.get(company_id));
          if (!isChanged) continue;
          const field = Object.keys(edits[what]!)[0]!;
          touched.set(company_id, (touched.get(company_id) ?? new Set()).add(field));
        }
        const edited = await everyCompany(ctx);
        await undoList(ctx, id);
        const kept = new Map((await listKeptRecords(ctx, { id })).records.map((one) => [one.record_id, one]));
        const result = await everyCompany(ctx);
        for (const [company_id, now] of edited) {
          const was = before.get(company_id);
          const is = result.get(company_id);
          const told = kept.get(company_id);
          if (!was) {
            assert.equal(is !== undefined, told !== undefined, 'a created company that stays is listed');
            if (touched.has(company_id)) assert.ok(told, 'one that was edited stays');
            continue;
          }
          for (const field of ['name', 'industry', 'renewal_date', 'unique_external_id', 'parent_company'] as const) {
            const column = field === 'parent_company' ? 'parent_company_id' : field;
            const state = told?.fields?.[field]?.state;
            if (state === 'taken' || state === 'company_gone' || state === 'circle') continue;
            const stays = touched.get(company_id)?.has(field);
            assert.deepEqual(
              is!.company[column],
              (stays ? now : was).company[column],
              `${field} of ${company_id}, ${state}`,
            );
          }
        }
      },
    ),
    { numRuns: Number(process.env.UNDO_LISTS ?? 12), endOnFailure: true },
  );
});
