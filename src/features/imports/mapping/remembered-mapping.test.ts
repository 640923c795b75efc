import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { deleteCustomField } from '#features/custom-fields/delete-custom-field.ts';
import { createImport } from '#features/imports/create-import.ts';
import { type FoundImport, findImport } from '#features/imports/find-import.ts';
import type { ColumnChoice } from '#features/imports/import.ts';
import { startImport } from '#features/imports/start-import.ts';
import type { Context } from '#platform/context.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { keyOfHeaders } from './name-columns.ts';
import { updateFormat } from './update-format.ts';
import { updateMapping } from './update-mapping.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 2 });
});
after(() => app.stop());

async function upload(ctx: Context, text: string, name = 'list.csv'): Promise<FoundImport> {
  const { id } = await createImport(ctx, {
    name,
    bytes: (async function* () {
      yield Buffer.from(text);
    })(),
  });
  return findImport(ctx, { id });
}

const meant = ({ columns }: FoundImport) => Object.fromEntries(columns.map(({ header, field }) => [header, field]));
const overwrite = (field: string | null): ColumnChoice =>
  field === null ? { field, rule: 'skip' } : { field, rule: 'overwrite' };

test('a file with the headers of an earlier one is mapped as that one was when it ran, whatever their order', async () => {
  const ctx = await app.ctxOfAdmin();
  const first = await upload(ctx, 'Email,Who,Since,Code\na@x.com,A,03/04/2024,7\n', 'march.csv');
  assert.equal(first.inspection.remembered, undefined);
  const { name } = await createCustomField(ctx, { record: 'contact', kind: 'date', label_en: 'Began' });
  const since: ColumnChoice = {
    field: `custom_fields.${name}`,
    rule: 'if_empty',
    reading: { date_order: 'day_first' },
  };
  const columns = [overwrite('email'), overwrite('name'), since, overwrite('unique_external_id')];
  await updateMapping(ctx, { id: first.id, columns, can_create_companies: true });
  const before = await upload(ctx, 'Email,Who,Since,Code\nb@x.com,B,,8\n');
  assert.equal(meant(before).Who, null, 'a mapping that has not run is not remembered');
  await startImport(ctx, { id: first.id });
  const next = await upload(ctx, 'code;SINCE; Who ;Email\n8;03/04/2024;B;b@x.com\n', 'april.csv');
  assert.deepEqual(meant(next), {
    code: 'unique_external_id',
    SINCE: `custom_fields.${name}`,
    Who: 'name',
    Email: 'email',
  });
  assert.deepEqual([next.columns[1]!.rule, next.columns[1]!.reading], ['if_empty', { date_order: 'day_first' }]);
  assert.equal(next.can_create_companies, true);
  assert.equal(next.inspection.remembered?.file_name, 'march.csv');
  await updateFormat(ctx, { id: next.id, is_guessed_anew: true });
  const guessed = await findImport(ctx, { id: next.id });
  assert.deepEqual([guessed.inspection.remembered, meant(guessed).Who], [undefined, null]);
});

test('a column whose remembered field is gone is guessed anew, and one that was left out stays so without being offered', async () => {
  const ctx = await app.ctxOfAdmin();
  const text = 'Email,Name,Tier,Region\na@x.com,A,gold,north\n';
  const first = await upload(ctx, text);
  const { id, name } = await createCustomField(ctx, { record: 'contact', kind: 'text', label_en: 'Level' });
  const columns = [overwrite('email'), overwrite(null), overwrite(`custom_fields.${name}`), overwrite(null)];
  await updateMapping(ctx, { id: first.id, columns });
  await startImport(ctx, { id: first.id });
  await deleteCustomField(ctx, { id });
  const next = await upload(ctx, text);
  assert.deepEqual(meant(next), { Email: 'email', Name: null, Tier: null, Region: null });
  const loud = next.columns.filter(({ field, proposal }) => field === null && !proposal?.is_quiet);
  assert.deepEqual(
    loud.map(({ header }) => header),
    ['Tier'],
  );
});

test('F01 what one account has made of a file means nothing to another', async () => {
  const text = 'Email,Who\na@x.com,A\n';
  const ctx = await app.ctxOfAdmin();
  const first = await upload(ctx, text);
  await updateMapping(ctx, { id: first.id, columns: [overwrite('email'), overwrite('name')] });
  await startImport(ctx, { id: first.id });
  const other = await upload(await app.ctxOfAdmin(2), text);
  assert.deepEqual([meant(other).Who, other.inspection.remembered], [null, undefined]);
});

test('headers are the same whatever their order, letter case, width and blanks, and not with one more of them', () => {
  const key = keyOfHeaders(['E-mail', 'Name', '', '']);
  assert.deepEqual(keyOfHeaders(['', ' NAME', 'ｅ-mail', '']), key);
  for (const headers of [
    ['E-mail', 'Name', ''],
    ['Email', 'Name', '', ''],
    ['E-mail', 'Name', '', '', 'X'],
  ]) {
    assert.notDeepEqual(keyOfHeaders(headers), key);
  }
});
