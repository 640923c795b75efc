import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { checkImport } from './check-import.ts';
import { createImport } from './create-import.ts';
import { type FoundImport, findImport } from './find-import.ts';
import { listImportRows } from './list-import-rows.ts';
import { updateMapping } from './mapping/update-mapping.ts';
import { startImport } from './start-import.ts';

const folder = 'test/fixtures/customers';
const expected = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as Record<string, object>;
const files = Object.keys(expected);

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: files.length });
});
after(() => app.stop());

async function upload(ctx: Context, name: string): Promise<number> {
  const { id } = await createImport(ctx, { name, bytes: createReadStream(`${folder}/${name}`) });
  await updateMapping(ctx, { id, can_create_companies: true, creates_fields: true });
  return id;
}

async function run(ctx: Context, id: number): Promise<FoundImport> {
  await startImport(ctx, { id });
  await app.worker.runDue();
  return findImport(ctx, { id });
}

function countsOf(found: FoundImport, phase: 'check' | 'run') {
  const { rows, created, updated, unchanged, refused } = found.progress[phase]!;
  return { rows, created, updated, unchanged, refused };
}

async function updatedContacts(ctx: Context, { id }: FoundImport): Promise<Set<number | null>> {
  const rows = await listImportRows(ctx, { id, phase: 'run', outcome: 'updated', limit: 1000 });
  return new Set(rows.map(({ record_id }) => record_id));
}

for (const [at, name] of files.entries()) {
  test(`${name} gives exactly the known counts, in the check as in the run, and a second import creates nothing`, async () => {
    const ctx = await app.ctxOfAdmin(at + 1);
    const id = await upload(ctx, name);
    await checkImport(ctx, { id });
    await app.worker.runDue();
    const checked = await findImport(ctx, { id });
    assert.equal(checked.state, 'checked');
    assert.deepEqual(countsOf(checked, 'check'), expected[name]);
    const done = await run(ctx, id);
    assert.equal(done.state, 'done');
    assert.deepEqual(countsOf(done, 'run'), expected[name]);

    const again = await run(ctx, await upload(ctx, name));
    const { rows, refused } = done.progress.run!;
    const { rows: rowsAgain, created, refused: refusedAgain } = countsOf(again, 'run');
    assert.deepEqual([rowsAgain, created, refusedAgain], [rows, 0, refused]);
    // Only contacts whose address the file itself contradicts change, to the first row's values and back.
    const contradicted = await updatedContacts(ctx, done);
    for (const contact of await updatedContacts(ctx, again)) assert.ok(contradicted.has(contact));
  });
}
