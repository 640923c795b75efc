import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cancelImport } from '#features/imports/cancel-import.ts';
import { checkImport } from '#features/imports/check-import.ts';
import { createImportOfRefused } from '#features/imports/corrections/create-import-of-refused.ts';
import { type FoundImport, findImport } from '#features/imports/find-import.ts';
import { updateMapping } from '#features/imports/mapping/update-mapping.ts';
import { startImport } from '#features/imports/start-import.ts';
import { undoImport } from '#features/imports/undo/undo-import.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { runList, uploadList } from '../../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../../test/start-app.ts';
import { findUpload } from './find-upload.ts';
import { nextOfUpload } from './next-of-upload.ts';
import { reconcileImport } from './reconcile-import.ts';

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 2 });
});
after(() => app.stop());

const companies = `Company Name,Company ID,Domains,Health score
Northwind,7001,northwind.example,Happy
Harbour,7002,harbour.example,Happy
Lakeside,7003,lakeside.example,Happy
`;
const contacts = `Full name,Work phone,Contact ID,Email,Company
Ann Lee,,901,ann@northwind.example,Northwind
Bo Park,,902,bo@harbour.example,Harbour
Cy Doe,,903,no address,Harbour
Di Ray,,904,di@elsewhere.example,Elsewhere
`;

const code = (expected: string) => (error: unknown) => error instanceof Failure && error.code === expected;

const upload = (
  ctx: Context,
  text: string,
  { name = 'list.csv', ...beside }: { name?: string; beside?: number } = {},
) => uploadList(ctx, text, name, { tells_record: true, ...beside });

/** Contacts first, as a folder may list them. */
async function uploadBoth(ctx: Context): Promise<{ people: number; firms: number }> {
  const people = await upload(ctx, contacts, { name: 'contacts.csv' });
  return { people, firms: await upload(ctx, companies, { name: 'companies.csv', beside: people }) };
}

const stateOf = async (ctx: Context, id: number) => (await findImport(ctx, { id })).state;
const compared = async (ctx: Context, id: number) => reconcileImport(ctx, await findImport(ctx, { id }));

test('files uploaded together say themselves what they hold, and companies are checked and imported first', async () => {
  const ctx = await app.ctxOfAgent('supervisor');
  const { people, firms } = await uploadBoth(ctx);
  const upload = await findUpload(ctx, { id: people });
  assert.deepEqual(
    upload.map(({ id, record }) => [id, record]),
    [
      [firms, 'company'],
      [people, 'contact'],
    ],
  );
  const fieldOf = ({ columns }: FoundImport, header: string) => columns.find((one) => one.header === header)?.field;
  assert.equal(fieldOf(upload[0]!, 'Company ID'), 'unique_external_id');
  assert.equal(fieldOf(upload[1]!, 'Contact ID'), 'unique_external_id');

  await checkImport(ctx, { id: people });
  await app.worker.runDue();
  assert.equal(await stateOf(ctx, people), 'checking');
  assert.deepEqual((await findImport(ctx, { id: people })).awaited, { id: firms, file_name: 'companies.csv' });
  assert.deepEqual(await nextOfUpload(ctx, { id: people, but: people }), { id: firms, file_name: 'companies.csv' });

  await checkImport(ctx, { id: firms });
  await app.worker.runDue();
  assert.deepEqual([await stateOf(ctx, firms), await stateOf(ctx, people)], ['checked', 'checking']);
  await startImport(ctx, { id: firms });
  await app.worker.runDue();
  assert.deepEqual([await stateOf(ctx, firms), await stateOf(ctx, people)], ['done', 'checked']);
  const { progress, awaited } = await findImport(ctx, { id: people });
  assert.equal(awaited, null);
  assert.deepEqual(progress.check!.refused_by_code, { 'fields.not_an_email': 1, 'imports.company_unknown': 1 });
});

test('a check that waits for companies begins when they are cancelled', async () => {
  const ctx = await app.ctxOfAgent('supervisor');
  const { people, firms } = await uploadBoth(ctx);
  await checkImport(ctx, { id: people });
  await app.worker.runDue();
  assert.equal(await stateOf(ctx, people), 'checking');
  await cancelImport(ctx, { id: firms });
  await app.worker.runDue();
  assert.equal(await stateOf(ctx, people), 'checked');
});

test('the comparison tells rows there, here and why not, also of what was undone or deleted since', async () => {
  const ctx = await app.ctxOfAgent('admin', 2);
  const { people, firms } = await uploadBoth(ctx);
  for (const id of [firms, people]) await runList(app, ctx, id);
  assert.equal((await compared(ctx, firms))!.here, 3);
  assert.deepEqual(await compared(ctx, people), {
    rows: 4,
    here: 2,
    not_here: 2,
    refused_by_code: { 'fields.not_an_email': 1, 'imports.company_unknown': 1 },
    gone: 0,
    not_reached: 0,
    ids_kept: 2,
    made: 2,
  });
  await inTransaction(ctx, ({ db, clock }) =>
    db.updateTable('contact').set({ deleted_at: clock.now() }).where('name', '=', 'Ann Lee').execute(),
  );
  const { here, not_here, gone, ids_kept } = (await compared(ctx, people))!;
  assert.deepEqual({ here, not_here, gone, ids_kept }, { here: 1, not_here: 3, gone: 1, ids_kept: 1 });

  const { id: corrected } = await createImportOfRefused(ctx, { id: people });
  assert.ok(
    (await findUpload(ctx, { id: people })).some(({ id }) => id === corrected),
    'what was refused goes on in the upload',
  );

  await undoImport(ctx, { id: firms });
  await app.worker.runDue();
  const undone = (await compared(ctx, firms))!;
  assert.deepEqual([undone.here, undone.gone], [2, 1], 'companies with a contact stay');
});

test('a list of companies that can not be read as it is holds up nobody', async () => {
  const ctx = await app.ctxOfAgent('supervisor');
  const people = await upload(ctx, contacts);
  const empty = 'Company Name,Company ID,Domains,Health score\n';
  const more = { tells_record: true, beside: people, can_be_corrected: true };
  const firms = await uploadList(ctx, empty, 'companies.csv', more);
  const { record, inspection } = await findImport(ctx, { id: firms });
  assert.deepEqual([record, inspection.problems.length], ['company', 1]);
  await checkImport(ctx, { id: people });
  await app.worker.runDue();
  assert.equal(await stateOf(ctx, people), 'checked');
});

test('what is no list of either kind by its columns is what it was uploaded as', async () => {
  const ctx = await app.ctxOfAgent('supervisor');
  const recordOf = async (text: string, record: 'contact' | 'company') => {
    const id = await uploadList(ctx, text, 'list.csv', { record, tells_record: true });
    return (await findImport(ctx, { id })).record;
  };
  const open = 'Name,Phone,Address\nA,02-555-0001,Seoul\n';
  assert.deepEqual([await recordOf(open, 'company'), await recordOf(open, 'contact')], ['company', 'contact']);
  assert.deepEqual([await recordOf(companies, 'contact'), await recordOf(contacts, 'company')], ['company', 'contact']);
});

test('the comparison counts rows, not the parents that they make, and says what a run did not come to', async () => {
  const ctx = await app.ctxOfAgent('supervisor');
  const firms = await upload(ctx, 'Company Name,Company ID,Parent company\nChild A,1,Above\nChild B,2,Above\n');
  await updateMapping(ctx, { id: firms, can_create_companies: true });
  await runList(app, ctx, firms);
  const { rows, here, not_here, made, gone } = (await compared(ctx, firms))!;
  assert.deepEqual({ rows, here, not_here, made, gone }, { rows: 2, here: 2, not_here: 0, made: 2, gone: 0 });

  const people = await upload(ctx, 'Full name,Email\nEve,eve@x.com\nFay,fay@x.com\n');
  await checkImport(ctx, { id: people });
  await app.worker.runDue();
  await runList(app, ctx, people);
  const cut = await findImport(ctx, { id: people });
  const run = { ...cut.progress.run!, rows: 1, created: 1 };
  const cancelled = { ...cut, state: 'cancelled' as const, progress: { ...cut.progress, run } };
  assert.equal((await reconcileImport(ctx, cancelled))!.not_reached, 1);
  const unchecked = { ...cancelled, progress: { run, check: null } };
  assert.equal((await reconcileImport(ctx, unchecked))!.not_reached, null);
});

test('of contacts whom an import changed those who were deleted since are no longer here', async () => {
  const ctx = await app.ctxOfAgent('supervisor');
  const list = (title: string) => `Full name,Email,Job title\nGil,gil@y.com,${title}\nHan,han@y.com,${title}\n`;
  await runList(app, ctx, await upload(ctx, list('Old')));
  const second = await upload(ctx, list('New'));
  await runList(app, ctx, second);
  await inTransaction(ctx, ({ db, clock }) =>
    db.updateTable('contact').set({ deleted_at: clock.now() }).where('name', '=', 'Gil').execute(),
  );
  const { here, gone, made } = (await compared(ctx, second))!;
  assert.deepEqual({ here, gone, made }, { here: 1, gone: 1, made: 0 });
});

test('of two files that come at once for the last place one finds it', async () => {
  const ctx = await app.ctxOfAgent('supervisor');
  const first = await upload(ctx, contacts);
  for (let count = 1; count < 9; count++) await upload(ctx, contacts, { beside: first });
  const both = await Promise.allSettled([1, 2].map(() => upload(ctx, contacts, { beside: first })));
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await findUpload(ctx, { id: first })).length, 10);
});

test('an upload has room for ten files, and none for those of another account', async () => {
  const ctx = await app.ctxOfAgent('supervisor');
  const first = await upload(ctx, contacts);
  for (let count = 1; count < 10; count++) await upload(ctx, contacts, { beside: first });
  await assert.rejects(upload(ctx, contacts, { beside: first }), code('imports.upload_full'));
  assert.equal((await findUpload(ctx, { id: first })).length, 10);
  await runList(app, ctx, first);
  await createImportOfRefused(ctx, { id: first });
  assert.equal((await findUpload(ctx, { id: first })).length, 11, 'corrections are no files that somebody uploads');
  const other = await app.ctxOfAgent('supervisor', 2);
  await assert.rejects(upload(other, contacts, { beside: first }), code('platform.not_found'));
  await assert.rejects(findUpload(other, { id: first }), code('platform.not_found'));
});
