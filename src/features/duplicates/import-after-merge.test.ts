import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { listImportRows } from '#features/imports/list-import-rows.ts';
import { updateChoices } from '#features/imports/questions/update-choices.ts';
import type { Context } from '#platform/context.ts';
import { checkList, runList, uploadList } from '../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { findSurvivor } from './find-survivor.ts';
import { mergeContacts } from './merge-contacts.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp();
  ctx = await app.ctxOfAdmin();
});
after(() => app.stop());

const choices = { fields: {}, takes_stronger_memberships: false, keeps_own_states: false };

test('a later list finds the survivor by an address of the one merged away, and is told of him by the external id', async () => {
  const one = (await createContact(ctx, { name: 'Ruth King', email: 'ruth@a.example', unique_external_id: 'R-1' })).id;
  const other = (await createContact(ctx, { name: 'R. King', email: 'ruth@b.example', unique_external_id: 'R-2' })).id;
  await mergeContacts(ctx, { survivor_id: one, other_id: other, choices });
  const text = 'Name,Email,Title,External id\nRuth King,ruth@b.example,CEO,\nRuth King,,CFO,R-2\n';
  const id = await uploadList(ctx, text);
  await checkList(app, ctx, id);
  await updateChoices(ctx, { id, can_restore_deleted: true });
  await app.worker.runDue();
  await runList(app, ctx, id);
  assert.equal((await findContact(ctx, { id: one })).job_title, 'CEO');
  assert.equal((await findSurvivor(ctx, { id: other }))?.id, one, 'the merge stands');
  const rows = await listImportRows(ctx, { id, phase: 'run', outcome: 'refused' });
  const { code, values } = rows[0]!.problems![0]!;
  assert.deepEqual([code, values], ['imports.contact_merged', { name: 'R. King', survivor: 'Ruth King' }]);
});
