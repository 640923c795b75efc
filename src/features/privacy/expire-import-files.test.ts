import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { updateAccount } from '#features/accounts/update-account.ts';
import { checkImport } from '#features/imports/check-import.ts';
import { findImport } from '#features/imports/find-import.ts';
import { takeImport } from '#features/imports/take-import.ts';
import { contactOf, importText, uploadList } from '../../../test/import-list.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { expireImportFiles } from './expire-import-files.ts';

const day = 24 * 3_600_000;

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

test('a file is kept for as many days as the account says; what the import did stays, one that was not run says why it fails', async () => {
  const { admin, supervisor, system, clock } = directory;
  const text = (who: string) => `name,email\n${who},${who}@acorn.example\n`;
  const done = await importText(directory, supervisor, text('done'));
  const uploaded = await uploadList(supervisor, text('uploaded'));
  const atWork = await uploadList(supervisor, text('working'));
  await checkImport(supervisor, { id: atWork });
  await takeImport(supervisor, atWork);
  await updateAccount(admin, { import_file_days: '7' });
  await assert.rejects(updateAccount(admin, { import_file_days: '0' }), { code: 'accounts.out_of_range' });
  const statesAfter = async (days: number) => {
    clock.offset_ms = days * day;
    await expireImportFiles(system);
    clock.offset_ms = 0;
    return Promise.all(
      [done, uploaded, atWork].map(async (id) => {
        const { state, file_id, failure_code } = await findImport(admin, { id });
        return [state, file_id === null ? 'dropped' : 'kept', failure_code];
      }),
    );
  };
  assert.deepEqual(await statesAfter(6), [
    ['done', 'kept', null],
    ['uploaded', 'kept', null],
    ['checking', 'kept', null],
  ]);
  assert.deepEqual(await statesAfter(8), [
    ['done', 'dropped', null],
    ['failed', 'dropped', 'imports.file_expired'],
    ['checking', 'kept', null],
  ]);
  assert.ok(await contactOf(admin, 'done@acorn.example'));
});
