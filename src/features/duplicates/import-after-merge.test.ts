import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { blockContacts } from '#features/contacts/block-contacts.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { unblockContacts } from '#features/contacts/unblock-contacts.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { listImportRows } from '#features/imports/list-import-rows.ts';
import { updateChoices } from '#features/imports/questions/update-choices.ts';
import { deleteContacts } from '#features/invitations/delete-contacts.ts';
import type { Context } from '#platform/context.ts';
import { checkList, runList, undoWhole, uploadList } from '../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { plainChoices } from './contact-merge.ts';
import { findSurvivor } from './find-survivor.ts';
import { mergeContacts } from './merge-contacts.ts';
import { unmergeContacts } from './unmerge-contacts.ts';

let app: TestApp;
let ctx: Context;
before(async () => {
  app = await startApp({ accounts: 2 });
  ctx = await app.ctxOfAdmin();
});
after(() => app.stop());

/** Ruth King with the external id R-1, into whom R. King with R-2 was merged; numbered, for each test its own. */
let made = 0;
async function makeMerged() {
  const n = ++made;
  const make = async (name: string, side: string) =>
    (await createContact(ctx, { name, email: `ruth${n}@${side}.example`, unique_external_id: `R-${side}-${n}` })).id;
  const [one, other] = [await make('Ruth King', 'a'), await make('R. King', 'b')];
  const { merge_id } = await mergeContacts(ctx, { survivor_id: one, other_id: other, choices: plainChoices });
  return { one, other, merge_id, own: `R-a-${n}`, others: `R-b-${n}`, email: `ruth${n}@b.example` };
}

/** A list checked and run, with the counts of both and what was said of its rows. */
async function take(text: string, { restores = false } = {}) {
  const id = await uploadList(ctx, text);
  if (restores) await updateChoices(ctx, { id, can_restore_deleted: true });
  const { check } = (await checkList(app, ctx, id)).progress;
  const forecast = await warningsOf(id, 'check');
  const { run } = (await runList(app, ctx, id)).progress;
  const warnings = await warningsOf(id, 'run');
  assert.deepEqual([run, warnings], [check, forecast], 'the check tells what the run does');
  const { created, updated, unchanged, refused } = run!;
  return { id, counts: { created, updated, unchanged, refused }, warnings };
}

const warningsOf = async (id: number, phase: 'check' | 'run') =>
  (await listImportRows(ctx, { id, phase, outcome: 'warned' })).map(({ row_number, outcome, warnings }) => ({
    row_number,
    outcome,
    warnings,
  }));
const refusalsOf = async (id: number) =>
  (await listImportRows(ctx, { id, phase: 'run', outcome: 'refused' })).map(({ problems }) => problems![0]!.code);

test('a later list finds the survivor by an address and by the external id of the one merged away, and says so', async () => {
  const { one, other, own, others, email } = await makeMerged();
  const { counts, warnings } = await take(
    `Name,Email,Title,External id\nRuth King,${email},CEO,\nRuth King,,CFO,${others}\nRuth King,${email},COO,${others}\n`,
  );
  assert.deepEqual(counts, { created: 0, updated: 3, unchanged: 0, refused: 0 });
  const values = { value: others, name: 'R. King', survivor: 'Ruth King' };
  const told = [{ code: 'imports.contact_merged', column: 3, values }];
  assert.deepEqual(warnings, [
    { row_number: 2, outcome: 'updated', warnings: told },
    { row_number: 3, outcome: 'updated', warnings: told },
  ]);
  const { job_title, unique_external_id } = await findContact(ctx, { id: one });
  assert.deepEqual([job_title, unique_external_id], ['COO', own]);
  assert.equal((await findSurvivor(ctx, { id: other }))?.id, one, 'the merge stands');
  const { changes } = await listChanges(ctx, { record: 'contact', record_id: other });
  assert.equal(changes[0]!.act, 'merged_away', 'nothing was done to the one merged away');
});

test('rows by either external id are applied in the order of the file, and what they bring goes to one contact', async () => {
  const { one, own, others } = await makeMerged();
  const { counts } = await take(
    `Name,Email,Title,External id\nRuth King,,First,${others}\nRuth King,,Second,${own}\n,new${own}@c.example,Third,${others}\n`,
  );
  assert.deepEqual(counts, { created: 0, updated: 3, unchanged: 0, refused: 0 });
  const contact = await findContact(ctx, { id: one });
  assert.deepEqual([contact.job_title, contact.email], ['Third', `new${own.toLowerCase()}@c.example`]);
});

test('who was merged twice is followed to the one who is left', async () => {
  const { one, others } = await makeMerged();
  const { id: last } = await createContact(ctx, { name: 'Ruth Queen', unique_external_id: `Q-${made}` });
  await mergeContacts(ctx, { survivor_id: last, other_id: one, choices: plainChoices });
  const { warnings } = await take(`Name,Title,External id\nRuth,Queen,${others}\n`);
  assert.deepEqual(
    warnings.map(({ warnings }) => warnings![0]!.values!.survivor),
    ['Ruth Queen'],
  );
  assert.equal((await findContact(ctx, { id: last })).job_title, 'Queen');
});

test('what refuses a row of the survivor refuses one of the contact merged into him', async () => {
  const { one, others, email } = await makeMerged();
  const list = `Name,Title,External id\nRuth,Boss,${others}\n`;
  const { id: somebody } = await createContact(ctx, { name: 'Somebody', email: `somebody${made}@c.example` });
  const taken = await take(`Name,Email,External id\nSomebody,somebody${made}@c.example,${others}\n`);
  assert.deepEqual([taken.warnings, await refusalsOf(taken.id)], [[], ['imports.value_taken']]);
  await blockContacts(ctx, { contact_ids: [one] });
  assert.deepEqual(await refusalsOf((await take(list)).id), ['imports.contact_blocked']);
  await unblockContacts(ctx, { contact_ids: [one] });
  await deleteContacts(ctx, { contact_ids: [one] });
  assert.deepEqual(await refusalsOf((await take(list)).id), ['imports.contact_deleted']);
  const { counts } = await take(list, { restores: true });
  assert.deepEqual(counts, { created: 0, updated: 1, unchanged: 0, refused: 0 });
  const back = await findContact(ctx, { id: one });
  assert.deepEqual([back.deleted_at, back.job_title], [null, 'Boss']);
  assert.ok(back.emails.some((address) => address.email === email));
  assert.equal((await findContact(ctx, { id: somebody })).unique_external_id, null);
});

test('the undo of such an import gives the survivor back what he had, and the merge can still be undone', async () => {
  const { one, other, merge_id, own, others } = await makeMerged();
  await updateContact(ctx, { id: one, job_title: 'Buyer' });
  const { id } = await take(`Name,Email,Title,External id\nRuth King,late${own}@c.example,CFO,${others}\n`);
  await undoWhole(app, ctx, id);
  const contact = await findContact(ctx, { id: one });
  assert.deepEqual([contact.job_title, contact.unique_external_id, contact.emails.length], ['Buyer', own, 2]);
  await unmergeContacts(ctx, { merge_id });
  assert.equal((await findContact(ctx, { id: other })).unique_external_id, others);
});

test('F01 nobody is met by the external id of somebody merged away in another account', async () => {
  const { others } = await makeMerged();
  const stranger = await app.ctxOfAdmin(2);
  const id = await uploadList(stranger, `Name,External id\nRuth,${others}\n`);
  const { check } = (await checkList(app, stranger, id)).progress;
  assert.deepEqual([check?.created, check?.warned], [1, 0]);
});
