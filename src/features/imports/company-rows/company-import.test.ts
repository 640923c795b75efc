import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { findCompany } from '#features/companies/find-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { checkImport } from '#features/imports/check-import.ts';
import { checkImportRows } from '#features/imports/corrections/check-import-rows.ts';
import { createImport } from '#features/imports/create-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import { listImportFields } from '#features/imports/list-import-fields.ts';
import { listImportRows } from '#features/imports/list-import-rows.ts';
import { updateFormat } from '#features/imports/mapping/update-format.ts';
import { updateMapping } from '#features/imports/mapping/update-mapping.ts';
import { listAlikeCompanies } from '#features/imports/questions/list-alike-companies.ts';
import { updateChoices } from '#features/imports/questions/update-choices.ts';
import { readRows } from '#features/imports/read-rows.ts';
import { rowSentence } from '#features/imports/row-sentence.ts';
import { startImport } from '#features/imports/start-import.ts';
import { listKeptRecords } from '#features/imports/undo/list-kept-records.ts';
import { previewUndo } from '#features/imports/undo/preview-undo.ts';
import { undoImportRow } from '#features/imports/undo/undo-import-row.ts';
import { writeSampleFile } from '#features/imports/uploads/write-sample-file.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { bytesOf, undoWhole } from '../../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp();
  ctx = await app.ctxOfAdmin();
});
after(() => app.stop());

async function upload(text: string): Promise<number> {
  return (await createImport(ctx, { record: 'company', name: 'companies.csv', bytes: bytesOf(text) })).id;
}

async function check(id: number) {
  await checkImport(ctx, { id });
  await app.worker.runDue();
  return findImport(ctx, { id });
}

async function run(id: number) {
  await startImport(ctx, { id });
  await app.worker.runDue();
  const found = await findImport(ctx, { id });
  assert.equal(found.state, 'done', found.failure_code ?? '');
  return found;
}

async function named(name: string) {
  const row = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('company').select('id').where('name', '=', name).executeTakeFirst(),
  );
  return row && findCompany(ctx, { id: row.id });
}

/** What the page says of the refused rows. */
async function refusals(id: number, phase: 'check' | 'run'): Promise<string[]> {
  const found = await findImport(ctx, { id });
  const { fields } = await listImportFields(ctx, found);
  const rows = await listImportRows(ctx, { id, record: 'company', phase, outcome: 'refused' });
  return rows.map(({ problems }) =>
    problems!.map((one) => rowSentence(ctx, one, { headers: found.inspection.headers, fields })).join(' '),
  );
}

const counts = ({ rows, created, updated, unchanged, refused }: Record<string, number>) => [
  rows,
  created,
  updated,
  unchanged,
  refused,
];

test('companies come with their parents, whatever their order, are updated by id or name, and leave as they came', async () => {
  const old = await createCompany(ctx, { name: 'Old Trading', unique_external_id: 'O-1', industry: 'Trade' });
  const id = await upload(
    'Company name,External id,Domains,Parent company,Industry,Renewal date\n' +
      'Seoul Branch,S-1,seoul.example,Korea Holding,Food,2027-03-05\n' +
      'Korea Holding,K-1,"korea.example, korea.example.org",World Group,,\n' +
      'New Trading,O-1,,World Group,Wholesale,\n' +
      'World Group,W-1,,,,\n' +
      'Old Trading,O-1,,,,\n',
  );
  const checked = await check(id);
  assert.deepEqual(counts(checked.progress.check as never), [5, 3, 2, 0, 0]);
  assert.equal(checked.progress.check!.companies_created, 0);
  assert.equal(await named('World Group'), undefined);
  const done = await run(id);
  assert.deepEqual(counts(done.progress.run as never), [5, 3, 2, 0, 0]);
  const seoul = (await named('Seoul Branch'))!;
  assert.deepEqual(
    [seoul.parent_company, seoul.domains, seoul.renewal_date, seoul.unique_external_id],
    ['Korea Holding', ['seoul.example'], '2027-03-05', 'S-1'],
  );
  assert.equal((await named('Korea Holding'))!.parent_company, 'World Group');
  const { parent_company, industry } = await findCompany(ctx, { id: old.id });
  assert.deepEqual([parent_company, industry], ['World Group', 'Wholesale']);
  const { changes } = await listChanges(ctx, { record: 'company', record_id: old.id });
  assert.deepEqual(
    changes.map(({ act }) => act),
    ['import_updated', 'import_updated', 'created'],
  );
  const shown = await readRows(ctx, done, { show: 'created' });
  assert.deepEqual(
    shown!.rows.map(({ record }) => record!.name),
    ['Seoul Branch', 'Korea Holding', 'World Group'],
  );
  const foretold = await previewUndo(ctx, { id });
  assert.deepEqual([foretold.removed_count, foretold.restored_count, foretold.kept], [3, 1, []]);
  const { undo } = await undoWhole(app, ctx, id);
  assert.deepEqual([undo!.removed, undo!.restored, undo!.kept, undo!.share], [3, 1, 0, 1]);
  assert.equal(await named('World Group'), undefined);
  const again = await findCompany(ctx, { id: old.id });
  assert.deepEqual([again.name, again.parent_company, again.industry], ['Old Trading', null, 'Trade']);
});

test('a row that can not be is refused with a sentence that names the companies, in the check as in the run', async () => {
  await createCompany(ctx, { name: 'Owner', domains: 'owned.example' });
  await createCompany(ctx, { name: 'Top', unique_external_id: 'T-1' });
  await createCompany(ctx, { name: 'Mid', parent_company: 'Top' });
  const id = await upload(
    'name,external id,domains,parent\n' +
      'Taker,,owned.example,\n' +
      'Mailer,,gmail.com,\n' +
      'Lost,,,Nobody Ltd\n' +
      'Top,,,Mid\n' +
      'Self,,,Self\n' +
      'A,,,B\nB,,,C\nC,,,A\n' +
      ',,,Top\n' +
      ',X-9,,\n' +
      'Owner,T-1,,\n',
  );
  const said = [
    'domains: The domain owned.example belongs to “Owner” already. A domain can belong to one company only.',
    'domains: gmail.com is a public mail service: everybody can have an address there, so it can not stand for a company.',
    'parent: There is no company “Nobody Ltd” to be the parent, and no row of the file creates one. Please correct the name, or let the import create companies.',
    'parent: “Mid” already belongs to “Top” (Top → Mid), so it can not be its parent.',
    'parent: “Self” is this company itself. Please name another parent company, or none.',
    'parent: “A” already belongs to “C” (C → B → A), so it can not be its parent.',
    'This row has neither a name nor an external id. Please add one.',
    'name: This row has no name, and there is no company with this external id yet. Please add a name.',
    'name: The external id of this row belongs to one company and its name, “Owner”, to another. Please correct one of them.',
  ];
  await check(id);
  assert.deepEqual((await refusals(id, 'check')).toSorted(), said.toSorted());
  const done = await run(id);
  assert.deepEqual((await refusals(id, 'run')).toSorted(), said.toSorted());
  const { rows, created, updated, unchanged, refused } = done.progress.run!;
  assert.equal(created + updated + unchanged + refused, rows);
});

test('no list makes a tree of more than twenty levels, in whatever order its rows stand', async () => {
  const rows = Array.from({ length: 21 }, (_, n) => `Level ${n},${n > 0 ? `Level ${n - 1}` : ''}`);
  for (const lines of [rows, rows.toReversed()]) {
    const id = await upload(`name,parent\n${lines.join('\n')}\n`);
    const done = await run(id);
    const { created, refused } = done.progress.run!;
    assert.deepEqual([created, refused], [20, 1]);
    assert.deepEqual(await refusals(id, 'run'), ['parent: Companies can be nested 20 levels deep at most.']);
    await undoWhole(app, ctx, id);
  }
});

test('companies alike but for legal form are asked about; who is used keeps its name', async () => {
  const { id: known } = await createCompany(ctx, { name: '푸른바다' });
  const id = await upload('회사명,업종\n(주)푸른바다,식품\n');
  await check(id);
  const { companies } = await listAlikeCompanies(ctx, { id, limit: 10 });
  assert.deepEqual(
    companies.map(({ name, known }) => [name, known!.name]),
    [['(주)푸른바다', '푸른바다']],
  );
  await updateChoices(ctx, { id, companies: 'use' });
  await check(id);
  const done = await run(id);
  assert.deepEqual(counts(done.progress.run as never), [1, 0, 1, 0, 0]);
  const found = await findCompany(ctx, { id: known });
  assert.deepEqual([found.name, found.industry], ['푸른바다', '식품']);
});

test('whoever corrects a row hears of parents anywhere in the file', async () => {
  const id = await upload(
    'name,parent,renewal date\nTyped,Further Up Later,no date\nFurther Up Later,,2027-01-01\nThird,,2027-01-02\n',
  );
  const found = await check(id);
  assert.equal(found.progress.check!.refused, 1);
  const [typed] = await checkImportRows(ctx, { id, rows: [['Typed', 'Further Up Later', '2027-01-01']] });
  assert.deepEqual(typed, { outcome: 'created', sentences: [] });
  const [lost] = await checkImportRows(ctx, { id, rows: [['Typed', 'Nowhere At All', '2027-01-01']] });
  assert.equal(lost!.outcome, 'refused');
});

test('an undo keeps companies that have contacts, that were edited, and all above them, and lists them', async () => {
  const id = await upload('name,parent\nGroup X,\nPart X,Group X\nSingle X,\n');
  await run(id);
  await createContact(ctx, { name: 'Member', email: 'member@x.example', company: 'Part X' });
  const foretold = await previewUndo(ctx, { id });
  assert.deepEqual([foretold.removed_count, foretold.kept_count], [1, 2]);
  const { undo } = await undoWhole(app, ctx, id);
  assert.deepEqual([undo!.removed, undo!.kept], [1, 2]);
  const { records } = await listKeptRecords(ctx, { id });
  assert.deepEqual(
    records.map(({ record, name, reason }) => [record, name, reason]),
    [
      ['company', 'Group X', 'has_children'],
      ['company', 'Part X', 'has_members'],
    ],
  );
});

test('one row is undone by itself, and the undo of the whole leaves it alone', async () => {
  const { id: there } = await createCompany(ctx, { name: 'Alone There', industry: 'One' });
  const id = await upload('name,industry,parent\nAlone There,Two,Alone Group\nAlone New,,\nAlone Group,,\n');
  await run(id);
  assert.deepEqual(await undoImportRow(ctx, { id, row_number: 2 }), { outcome: 'removed' });
  assert.equal(await named('Alone New'), undefined);
  assert.deepEqual(await undoImportRow(ctx, { id, row_number: 3 }), { outcome: 'kept' });
  assert.deepEqual(await undoImportRow(ctx, { id, row_number: 1 }), { outcome: 'restored' });
  const { industry, parent_company } = await findCompany(ctx, { id: there });
  assert.deepEqual([industry, parent_company], ['One', null]);
  const { undo } = await undoWhole(app, ctx, id);
  assert.deepEqual([undo!.removed, undo!.restored, undo!.kept], [2, 1, 0]);
});

test('a list may be taken for companies after it came, its custom fields are made for companies, and samples read back', async () => {
  const { id } = await createImport(ctx, {
    name: 'accounts.csv',
    bytes: bytesOf('Account name,Domain,Desk number\nTaken,taken.example,7\n'),
  });
  const { format } = await findImport(ctx, { id });
  await updateFormat(ctx, { id, ...format, record: 'company', is_guessed_anew: true });
  const { record, columns } = await findImport(ctx, { id });
  assert.deepEqual([record, columns.map(({ field }) => field)], ['company', ['name', 'domains', null]]);
  await updateMapping(ctx, { id, creates_fields: true });
  await run(id);
  const { custom_fields } = (await named('Taken'))!;
  assert.deepEqual(Object.values(custom_fields), ['7']);
  for (const language of ['en', 'ko'] as const) {
    for (const kind of ['csv', 'xlsx'] as const) {
      const { name, bytes } = await writeSampleFile(ctx, { record: 'company', language, kind });
      const sample = await createImport(ctx, { record: 'company', name, bytes });
      const checked = await check(sample.id);
      assert.deepEqual(counts(checked.progress.check as never), [2, 2, 0, 0, 0], `${language} ${kind}`);
    }
  }
});
