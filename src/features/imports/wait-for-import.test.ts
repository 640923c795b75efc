import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { uploadList } from '../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { startImport } from './start-import.ts';
import { waitForImport } from './wait-for-import.ts';

let app: TestApp;
before(async () => {
  app = await startApp();
});
after(() => app.stop());

test('a command ends with its import where no other process works, and says on the way how far it is', async () => {
  const ctx = {
    ...app.systemCtx(),
    worker: app.worker,
    home_url: 'https://help.example.com',
    inAccount: app.systemCtx,
  };
  const id = await uploadList(ctx, 'Name,Email\nRuth King,ruth@wait.example\n');
  await startImport(ctx, { id });
  const told: string[] = [];
  const { state, progress } = await waitForImport(ctx, id, (found) => told.push(found.state));
  assert.deepEqual([state, progress.run?.created], ['done', 1]);
  assert.equal(told[0], 'running');
  assert.deepEqual(await waitForImport(ctx, id, () => assert.fail('nothing is at work')).then(({ id }) => id), id);
});
