import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createCompany } from '#features/companies/create-company.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import type { FoundImport } from '#features/imports/find-import.ts';
import type { Counts, Phase } from '#features/imports/import.ts';
import { listImportRows } from '#features/imports/list-import-rows.ts';
import { updateMapping } from '#features/imports/mapping/update-mapping.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { directoryOf } from '../../../../test/apply-list.ts';
import { checkList, runList, uploadList } from '../../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { listAlikeCompanies } from './list-alike-companies.ts';
import { matchCompanies } from './match-companies.ts';
import { updateChoices } from './update-choices.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp({ accounts: 7 });
});
after(() => app.stop());

/** Each test has an account of its own, with one known company. */
let next = 0;
async function accountKnowing(...names: string[]): Promise<number[]> {
  next += 1;
  ctx = await app.ctxOfAdmin(next);
  const ids: number[] = [];
  for (const name of names) ids.push((await createCompany(ctx, { name })).id);
  return ids;
}

const asked = async (id: number) => {
  const { companies } = await listAlikeCompanies(ctx, { id, limit: 100 });
  return companies.map(({ name, rows_count, answer, known }) => [name, rows_count, answer, known?.name ?? null]);
};
const countsOf = ({ progress }: FoundImport, phase: Phase) => {
  const { created, updated, unchanged, refused } = progress[phase] as Counts;
  return { created, updated, unchanged, refused };
};
const companiesOf = async () => (await directoryOf(ctx)).companies;
const reasonsOf = async (id: number, phase: Phase) =>
  (await listImportRows(ctx, { id, phase, outcome: 'refused' })).map(({ problems }) => problems);
const code = (expected: string) => (error: unknown) => error instanceof Failure && error.code === expected;

const list = `이름,이메일,회사
김하늘,a@x.com,한빛 주식회사
이바다,b@x.com,한빛 주식회사
박산,c@x.com,(주)한빛
최들,d@x.com,㈜한빛
정강,e@x.com,푸른식품
오솔,나쁜 주소,한빛(주)
`;

test('unknown companies that are like a known one are asked about once each, whether companies are made or not', async () => {
  await accountKnowing('㈜한빛');
  const id = await uploadList(ctx, list);
  const refusing = await checkList(app, ctx, id);
  assert.deepEqual(countsOf(refusing, 'check'), { created: 2, updated: 0, unchanged: 0, refused: 4 });
  const questions = [['한빛 주식회사', 2, null, '㈜한빛']];
  assert.deepEqual(await asked(id), questions, '(주)한빛 is ㈜한빛 written otherwise, 푸른식품 is like none');
  await updateMapping(ctx, { id, can_create_companies: true });
  const creating = await checkList(app, ctx, id);
  assert.deepEqual(countsOf(creating, 'check'), { created: 5, updated: 0, unchanged: 0, refused: 1 });
  assert.deepEqual(await asked(id), questions, 'the check has made none, so it is unknown as before');
  await runList(app, ctx, id);
  assert.deepEqual(await companiesOf(), ['㈜한빛', '푸른식품', '한빛 주식회사'].sort(), 'without an answer it is made');
});

test('the answer to use the known company outlasts the next check and puts its rows there, in check and run', async () => {
  await accountKnowing('㈜한빛');
  const id = await uploadList(ctx, list);
  await updateMapping(ctx, { id, can_create_companies: true });
  await checkList(app, ctx, id);
  await updateChoices(ctx, { id, companies: [{ company_key: '한빛 주식회사', answer: 'use' }] });
  for (const _ of [1, 2]) {
    const checked = await checkList(app, ctx, id);
    assert.deepEqual(countsOf(checked, 'check'), { created: 5, updated: 0, unchanged: 0, refused: 1 });
    assert.equal(checked.progress.check!.companies_created, 1);
    assert.deepEqual(await asked(id), [['한빛 주식회사', 2, 'use', '㈜한빛']]);
  }
  const done = await runList(app, ctx, id);
  assert.deepEqual(countsOf(done, 'run'), countsOf(done, 'check'));
  const { contacts, companies } = await directoryOf(ctx);
  assert.deepEqual(companies, ['㈜한빛', '푸른식품'].sort());
  const inKnown = contacts.filter((one) =>
    JSON.stringify((one as { companies: unknown }).companies).includes('㈜한빛'),
  );
  assert.equal(inKnown.length, 4);
  const { rows } = await listContacts(ctx, readContactFilter({ search: '㈜한빛' }));
  assert.equal(rows.length, 4, 'they are found by the company they are in');
});

test('a change to the known company is told by its name, and whoever is in it already stays unchanged', async () => {
  await accountKnowing('㈜한빛');
  await runList(app, ctx, await uploadList(ctx, '이름,이메일,회사\n김하늘,a@x.com,㈜한빛\n이바다,b@x.com,\n'));
  const id = await uploadList(ctx, '이름,이메일,회사\n김하늘,a@x.com,한빛\n이바다,b@x.com,한빛\n');
  await checkList(app, ctx, id);
  await updateChoices(ctx, { id, companies: 'use' });
  const checked = await checkList(app, ctx, id);
  assert.deepEqual(countsOf(checked, 'check'), { created: 0, updated: 1, unchanged: 1, refused: 0 });
  assert.deepEqual(await asked(id), [['한빛', 2, 'use', '㈜한빛']]);
  const [told] = await listImportRows(ctx, { id, phase: 'check', outcome: 'updated' });
  assert.deepEqual(told!.changes, { company: [null, '㈜한빛'] });
  assert.deepEqual(countsOf(await runList(app, ctx, id), 'run'), countsOf(checked, 'check'));
});

test('where companies are not made, one that is answered for is the exception, and the answer can be taken back', async () => {
  await accountKnowing('Acme');
  const id = await uploadList(ctx, 'Name,Email,Company\nA,a@x.com,Acme Inc.\nB,b@x.com,ACME Ltd\nC,c@x.com,Beta\n');
  await checkList(app, ctx, id);
  assert.deepEqual(await asked(id), [
    ['Acme Inc.', 1, null, 'Acme'],
    ['ACME Ltd', 1, null, 'Acme'],
  ]);
  const first = await listAlikeCompanies(ctx, { id, limit: 1 });
  assert.deepEqual([first.companies.length, first.total_count, first.unanswered_count], [1, 2, 2]);
  const answers = [
    { company_key: 'acme inc.', answer: 'create' as const },
    { company_key: 'acme ltd', answer: 'use' as const },
  ];
  await updateChoices(ctx, { id, companies: answers });
  await updateChoices(ctx, { id, companies: [{ company_key: 'acme ltd', answer: null }] });
  const checked = await checkList(app, ctx, id);
  assert.deepEqual(countsOf(checked, 'check'), { created: 1, updated: 0, unchanged: 0, refused: 2 });
  assert.deepEqual(await asked(id), [
    ['ACME Ltd', 1, null, 'Acme'],
    ['Acme Inc.', 1, 'create', 'Acme'],
  ]);
  assert.deepEqual(countsOf(await runList(app, ctx, id), 'run'), countsOf(checked, 'check'));
  assert.deepEqual(await companiesOf(), ['Acme', 'Acme Inc.']);
});

test('a chosen company that is renamed is met under its new name, one that is deleted refuses the rows with the reason', async () => {
  const [renamed, deleted] = await accountKnowing('Acme', 'Beta');
  const id = await uploadList(ctx, 'Name,Email,Company\nA,a@x.com,Acme Inc.\nB,b@x.com,Beta Inc.\n');
  await updateMapping(ctx, { id, can_create_companies: true });
  await checkList(app, ctx, id);
  await updateChoices(ctx, { id, companies: 'use' });
  await checkList(app, ctx, id);
  await inTransaction(ctx, async ({ db, clock }) => {
    const name = { name: 'Northwind', name_key: 'northwind', sort_key: 'northwind' };
    await db.updateTable('company').set(name).where('id', '=', renamed!).execute();
    await db.updateTable('company').set({ deleted_at: clock.now() }).where('id', '=', deleted!).execute();
  });
  const checked = await checkList(app, ctx, id);
  assert.deepEqual(countsOf(checked, 'check'), { created: 1, updated: 0, unchanged: 0, refused: 1 });
  const gone = { code: 'imports.company_choice_gone', column: 2, values: { value: 'Beta Inc.' } };
  assert.deepEqual(await reasonsOf(id, 'check'), [[gone]]);
  assert.deepEqual(await asked(id), [
    ['Acme Inc.', 1, 'use', 'Northwind'],
    ['Beta Inc.', 1, 'use', 'Beta'],
  ]);
  const { companies } = await listAlikeCompanies(ctx, { id, limit: 10 });
  assert.deepEqual(
    companies.map(({ known }) => known!.is_deleted),
    [false, true],
  );
  const done = await runList(app, ctx, id);
  assert.deepEqual(countsOf(done, 'run'), countsOf(checked, 'check'));
  assert.deepEqual(await reasonsOf(id, 'run'), [[gone]]);
  assert.deepEqual((await directoryOf(ctx)).companies, ['Beta', 'Northwind']);
});

test('a worker who lost the import while it compared companies changes nothing of what another counts', async () => {
  const [known] = await accountKnowing('Acme');
  const id = await uploadList(ctx, 'Name,Email,Company\nA,a@x.com,Acme Inc.\n');
  await checkList(app, ctx, id);
  const question = [['Acme Inc.', 1, null, 'Acme']];
  await inTransaction(ctx, ({ db, clock }) =>
    db.updateTable('company').set({ deleted_at: clock.now() }).where('id', '=', known!).execute(),
  );
  await matchCompanies(ctx, { id, lease_key: randomUUID() });
  assert.deepEqual(await asked(id), question);
  await checkList(app, ctx, id);
  assert.deepEqual(await asked(id), [], 'the next check knows of no such company any more');
});

test('answers need the right to import, a company that is asked about and a run that has not begun', async () => {
  await accountKnowing('Acme');
  const id = await uploadList(ctx, 'Name,Email,Company\nA,a@x.com,Acme Inc.\n');
  await checkList(app, ctx, id);
  const agent = await app.ctxOfAgent('agent', next);
  await assert.rejects(updateChoices(agent, { id, companies: 'use' }), code('platform.forbidden'));
  const stranger = await app.ctxOfAdmin(1);
  await assert.rejects(updateChoices(stranger, { id, companies: 'use' }), code('platform.not_found'));
  const unknown = [{ company_key: 'nobody', answer: 'use' as const }];
  await assert.rejects(updateChoices(ctx, { id, companies: unknown }), code('imports.companies_changed'));
  await runList(app, ctx, id);
  await assert.rejects(updateChoices(ctx, { id, companies: 'use' }), code('imports.has_begun'));
});
