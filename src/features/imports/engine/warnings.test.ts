import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { contactFields } from '#features/contacts/contact.ts';
import type { Phase, Trouble } from '#features/imports/import.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { applyList } from '../../../../test/apply-list.ts';
import { insertAccount, platformContext } from '../../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../../test/start-database.ts';
import { checkRow } from './check-row.ts';
import { planImport } from './plan-import.ts';

let database: TestDatabase;
before(async () => {
  database = await startDatabase();
});
after(() => database.drop());

async function newAccount(): Promise<Context> {
  return platformContext(database, { account_id: await insertAccount(database) });
}

const rules = { name: 'overwrite', email: 'overwrite', other_emails: 'append', phone: 'overwrite' } as const;

/** What the latest import of an account warns of: `row code name`. */
async function warningsOf(ctx: Context): Promise<string[]> {
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ row_number: number; warnings: Trouble[] }>`
      select row_number, warnings from import_row
      where import_id = (select max(id) from import) and warnings is not null order by row_number`.execute(db),
  );
  return rows.flatMap(({ row_number, warnings }) =>
    warnings.map(
      ({ code, values }) => `${row_number} ${code.slice('imports.'.length)} ${values?.name ?? values?.value}`,
    ),
  );
}

async function countWarned(ctx: Context): Promise<number> {
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<{ count: number }>`
      select sum(warned_count)::int as count from import_chunk where import_id = (select max(id) from import)`.execute(
      db,
    ),
  );
  return rows[0]!.count;
}

const people = [
  ['Kim-Haneul', 'sky@x.com', '', '010-1234-5678'],
  ['Lee', 'lee@x.com', 'sky2@x.com', ''],
  ['KIM  haneul', 'SKY@x.com', '', ''],
  ['Park', 'sky@x.com', '', ''],
  ['Kim-Haneul', 'sky@x.com', '', ''],
  ['Choi', '', 'sky2@x.com', ''],
];
const told = ['4 other_name KIM  haneul', '5 other_name Park', '6 other_name Lee'];

for (const phase of ['check', 'run'] as Phase[]) {
  for (const chunk_rows of [2, 100]) {
    test(`one address under different names is warned of in a ${phase} of ${chunk_rows} rows at a time, whoever said it before`, async () => {
      const ctx = await newAccount();
      const { counts } = await applyList(ctx, people, { rules, phase, chunk_rows });
      assert.deepEqual(await warningsOf(ctx), told);
      assert.equal(await countWarned(ctx), 3);
      assert.deepEqual(counts, { created: 2, updated: 4, unchanged: 0, refused: 0 });
    });
  }
}

test('a file is warned of where it names somebody else than the directory, and not where only signs or case differ', async () => {
  const ctx = await newAccount();
  await applyList(ctx, [['Ruth King', 'ruth@x.com', '', '']], { rules });
  await applyList(ctx, [['RUTH  KING', 'ruth@x.com', '', '']], { rules });
  assert.deepEqual(await warningsOf(ctx), []);
  await applyList(ctx, [['Tom Vega', 'ruth@x.com', '', '02-555-1234 내선 12']], { rules });
  assert.deepEqual(await warningsOf(ctx), ['1 phone_in_part 02-555-1234 내선 12', '1 other_name RUTH  KING']);
  assert.equal(await countWarned(ctx), 1);
});

test('a phone that several rows or several contacts share knows nobody, and says so', async () => {
  const ctx = await newAccount();
  const byPhone = { rules, can_match_by_phone: true };
  await applyList(
    ctx,
    [
      ['Ann', 'ann@x.com', '', '02-555-0001'],
      ['Bo', 'bo@x.com', '', '02-555-0001'],
    ],
    { rules },
  );
  assert.deepEqual(await warningsOf(ctx), [], 'nobody asked to know anybody by phone');
  await applyList(ctx, [['Di', 'di@x.com', '', '02-555-0003']], { rules });
  const { counts } = await applyList(
    ctx,
    [
      ['Cy', '', '', '02) 555-0001'],
      ['Ann', 'ann@x.com', '', '02-555-0001'],
      ['Di', '', '', '+82 2 555 0003'],
      ['Ed', '', '', '02-555-0002'],
      ['Flo', '', '', '02 555 0002'],
      ['Gus', '', '', '02-555-0004'],
    ],
    byPhone,
  );
  assert.deepEqual(await warningsOf(ctx), [
    '1 phone_shared 02) 555-0001',
    '2 phone_shared 02-555-0001',
    '4 phone_shared 02-555-0002',
    '5 phone_shared 02 555 0002',
  ]);
  assert.deepEqual(counts, { created: 4, updated: 1, unchanged: 1, refused: 0 });
  const both = {
    can_match_by_phone: true,
    rules: { name: 'if_empty', mobile: 'overwrite', phone: 'overwrite' },
  } as const;
  await applyList(ctx, [['Ida', '010-5555-0009', '']], both);
  const known = await applyList(ctx, [['Ida', '010-5555-0009', '02-555-0001']], both);
  assert.deepEqual(known.counts, { created: 0, updated: 1, unchanged: 0, refused: 0 }, 'her own number knows her');
  await applyList(ctx, [['Hal', '', '', '02-555-0001']], byPhone);
  assert.deepEqual(await warningsOf(ctx), ['1 phone_shared 02-555-0001'], 'by contacts alone');
});

const choices = { can_match_by_phone: false, can_create_companies: false };
const options = { country: 'KR', empty_words: new Set<string>() };
const columns = ['name', 'email', 'phone', 'description'].map((field) => ({
  header: field,
  field,
  rule: 'overwrite' as const,
}));
const warn = (cells: string[], keeps_resident_numbers = false) =>
  checkRow(
    planImport(columns, contactFields, {
      company_choices: new Map(),
      can_restore_deleted: false,
      ...choices,
      options,
      keeps_resident_numbers,
    }),
    {
      row_number: 1,
      line_number: 2,
      cells,
    },
  );

test('a phone that is understood in part is kept as typed, with a warning', () => {
  const warned: [string, boolean][] = [
    ['1588-0000', true],
    ['02-555-1234 내선 12', true],
    ['02-555-1234 / 010-1234-5678', true],
    ['없는 번호', true],
    ['010-1234-5678', false],
    ['+1 415 555 0136', false],
  ];
  for (const [phone, isWarned] of warned) {
    const { values, warnings, problems } = warn(['Kim', 'kim@x.com', phone, '']);
    assert.deepEqual([values.phone, problems], [phone, []]);
    assert.deepEqual(
      warnings.map(({ code, column }) => [code, column]),
      isWarned ? [['imports.phone_in_part', 2]] : [],
      phone,
    );
  }
});

test('a row of totals is warned of, and somebody who is only called so is not', () => {
  const totals = ['합계', '합 계', '총계', '총합계: 120', '소계', 'Total', 'Grand total: 1,234', 'Subtotal', 'SUM'];
  for (const name of totals) {
    assert.deepEqual(
      warn([name, 'kim@x.com', '', '']).warnings.map(({ code, column }) => [code, column]),
      [['imports.total_row', 0]],
      name,
    );
  }
  for (const name of ['Total Energies', 'Tom', '합계산', '소계숙', '계명', 'Summer Lee', 'Sumi']) {
    assert.deepEqual(warn([name, 'kim@x.com', '', '']).warnings, [], name);
  }
});

test('a resident registration number is kept only where an admin has said why, and is masked in the warning all the same', () => {
  const cells = ['Kim', 'k@x.com', '', '900101-1234567'];
  assert.equal(warn(cells).values.description, undefined);
  const kept = warn(cells, true);
  assert.equal(kept.values.description, '900101-1234567');
  assert.deepEqual(kept.warnings, [
    { code: 'imports.resident_number_kept', column: 3, values: { value: '90************' } },
  ]);
});
