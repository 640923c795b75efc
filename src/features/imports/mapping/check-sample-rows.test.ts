import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createImport } from '#features/imports/create-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import type { ColumnChoice } from '#features/imports/import.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { checkSampleRows, type MappingPreview } from './check-sample-rows.ts';
import { keptRows } from './kept-rows.ts';
import { listFieldChoices, mappedColumns } from './mapping-choices.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

async function upload(text: string) {
  const ctx = await app.ctxOfAgent('supervisor');
  const { id } = await createImport(ctx, {
    name: 'list.csv',
    bytes: (async function* () {
      yield Buffer.from(text);
    })(),
  });
  return { ctx, found: await findImport(ctx, { id }) };
}

/** `field: text (trouble)` of every filled cell. */
const told = ({ fields, rows }: MappingPreview) =>
  rows.map(({ cells, is_refused, troubles }) => [
    ...(is_refused ? ['refused'] : []),
    ...troubles.map(({ label }) => label),
    ...cells.flatMap(({ text, trouble }, at) =>
      text === '' ? [] : [`${fields[at]!.ref}: ${text}${trouble ? ` (${trouble.label})` : ''}`],
    ),
  ]);

test('the first rows are shown as they will become, with what is wrong in its place', async () => {
  const { ctx, found } = await upload(
    'First,Last,E-mail,Phone,Language,Tags\nRuth,King,RUTH@x.com,+44 20 7946 0018,english,a;b\n하늘,김,nobody,1588-0000,ko,\n,,,,,x\n',
  );
  const preview = await checkSampleRows(ctx, found);
  assert.deepEqual(told(preview), [
    ['name: Ruth King', 'email: ruth@x.com', 'phone: +44 20 7946 0018', 'language: English', 'tags: a, b'],
    [
      'refused',
      'name: 김하늘',
      'email: nobody (Not an e-mail address)',
      'phone: 1588-0000 (Phone understood in part)',
      'language: 한국어',
    ],
    ['refused', 'No address, phone or external id', 'tags: x'],
  ]);
});

test('a mapping that is being chosen is shown before it is kept, and one that can not be says why', async () => {
  const { ctx, found } = await upload('Who,E-mail,Second\nRuth,ruth@x.com,king@y.com\n');
  const choose = (...refs: (string | null)[]) =>
    refs.map((field): ColumnChoice => (field === null ? { field, rule: 'skip' } : { field, rule: 'overwrite' }));
  const chosen = await checkSampleRows(ctx, found, choose('name', 'email', null));
  assert.deepEqual(told(chosen), [['name: Ruth', 'email: ruth@x.com']]);
  const twice = await checkSampleRows(ctx, found, choose('name', 'email', 'email'));
  assert.match(twice.refusal!, /“E-mail” and “Second”/);
  assert.deepEqual(twice.rows, []);
  const { columns } = await findImport(ctx, { id: found.id });
  assert.equal(columns[0]!.field, null);
});

test('a column that counts only where another is empty, or explains another, says so', async () => {
  const { ctx, found } = await upload(
    'Email,Business Phone,Home Phone,Phone 1 - Label,Phone 1 - Value,Home Street,Business Street\na@x.com,1,2,Mobile,3,b,c\n',
  );
  const { hints } = await checkSampleRows(ctx, found);
  assert.deepEqual(
    hints.map(({ position, says, column }) => [position, says, column]),
    [
      [2, 'where_empty', 'Business Phone'],
      [3, 'is_label_of', 'Phone 1 - Value'],
      [5, 'where_empty', 'Business Street'],
    ],
  );
  const { fields } = await listFieldChoices(ctx, { record: 'contact' });
  const labelled = mappedColumns(found).filter(({ is_labelled }) => is_labelled);
  assert.deepEqual(
    labelled.map(({ header }) => header),
    ['Phone 1 - Value'],
  );
  const groups = fields.map(({ group }) => group);
  assert.deepEqual([...new Set(groups)], ['built_in', 'parts']);
});

test('what is kept of a file for its preview is small, however long its cells and however many its columns', () => {
  const row = (count: number, cell: string) => ({
    row_number: 1,
    line_number: 2,
    cells: Array.from({ length: count }, () => cell),
  });
  const size = (rows: ReturnType<typeof keptRows>) => JSON.stringify(rows).length;
  const long = keptRows(Array.from({ length: 9 }, () => row(10, 'x'.repeat(100_000))));
  assert.equal(long.length, 5);
  assert.ok(size(long) < 70_000);
  const wide = keptRows(Array.from({ length: 9 }, () => row(1_000, 'x'.repeat(100_000))));
  assert.equal(wide.length, 1);
  assert.ok(size(wide) < 70_000);
});
