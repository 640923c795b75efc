import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { startBulkAction } from '#features/bulk-actions/start-bulk-action.ts';
import { listChanges } from '#features/change-log/list-changes.ts';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { removeContactEmail } from '#features/contacts/addresses/remove-contact-email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { deletePhoto } from '#features/contacts/photo/delete-photo.ts';
import { updatePhoto } from '#features/contacts/photo/update-photo.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { checkImport } from '#features/imports/check-import.ts';
import { updateImportRows } from '#features/imports/corrections/update-import-rows.ts';
import { findImport } from '#features/imports/find-import.ts';
import { takeImport } from '#features/imports/take-import.ts';
import { undoImportRow } from '#features/imports/undo/undo-import-row.ts';
import { restoreContacts } from '#features/invitations/restore-contacts.ts';
import { sendPasswordReset } from '#features/portal-access/send-password-reset.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { bulkActsIn } from '../../../test/bulk-acts.ts';
import { checkList, contactOf, importText, runList, uploadList } from '../../../test/import-list.ts';
import { activateContact } from '../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { eraseContact } from './erase-contact.ts';
import { findErasure } from './list-erasures.ts';
import { previewErasure } from './preview-erasure.ts';

let directory: TestDirectory;
let owner: pg.Client;
before(async () => {
  directory = await startDirectory();
  owner = new pg.Client(directory.database.url);
  await owner.connect();
});
after(async () => {
  await owner.end();
  await directory.stop();
});

const bulk = bulkActsIn(() => directory);

/** What no text in the world holds by accident. */
const secrets = [
  'Zyxwa',
  'Qwvutsk',
  'zyx.first@unmistakable.example',
  'zyx.second@unmistakable.example',
  '5550137913',
  'ZX-90125',
  'unmistakable fields',
  'zyx_on_x',
  'vip-zyx',
];
const [first, second] = ['zyx.first@unmistakable.example', 'zyx.second@unmistakable.example'];

/** Every row of every table and every stored file as one text, and where each of the texts stands in it. */
async function whereabouts(texts: readonly string[]): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await owner.query<{ line: string }>(`select row_to_json(r)::text as line from ${name} r`);
    for (const { line } of rows) {
      const said = line.toLowerCase();
      for (const text of texts) {
        const hex = Buffer.from(text).toString('hex');
        if (said.includes(text.toLowerCase()) || said.includes(hex))
          found.push(`${text} in ${name}: ${line.slice(0, 300)}`);
      }
    }
  }
  return found;
}

/** Somebody who has left something in every place there is. */
async function insertTraces(): Promise<number> {
  const { admin, supervisor } = directory;
  const header = 'name,email,other emails,phone,external id,about\n';
  const row = (about: string) => `Zyxwa Qwvutsk,${first},,+1 555-013-7913,ZX-90125,${about}\n`;
  await importText(directory, supervisor, `${header}${row('unmistakable fields')}Other One,other@acorn.example,,,,\n`);
  const contact_id = (await contactOf(admin, first))!;
  await importText(directory, supervisor, `${header}${row('changed unmistakable fields')}`);
  const undone = await importText(
    directory,
    supervisor,
    `${header}Zyxwa Qwvutsk II,${first},,,,more unmistakable fields\n`,
  );
  await undoImportRow(admin, { id: undone, row_number: 1 });
  await addContactEmail(admin, { contact_id, email: second });
  await removeContactEmail(admin, { contact_id, email: second });
  await updateContact(admin, {
    id: contact_id,
    twitter_id: 'zyx_on_x',
    tags: 'vip-zyx',
    job_title: 'unmistakable fields',
    company: 'Hanbit',
  });
  const photo = { large: Buffer.from('Zyxwa Qwvutsk'), small: Buffer.from('Qwvutsk') };
  await updatePhoto(admin, { contact_id, photo });
  await deletePhoto(admin, { contact_id });
  await updatePhoto(admin, { contact_id, photo });
  const other = (await contactOf(admin, 'other@acorn.example'))!;
  await bulk.done('add_tags', [contact_id], { tags: 'vip-zyx-2' });
  await bulk.done('set_field', [contact_id], { field: 'description', value: 'unmistakable fields for many' });
  const { id: shared } = await bulk.done('set_field', [contact_id, other], { field: 'address', value: `c/o ${first}` });
  await bulk.undone(shared);
  const refused = await uploadList(
    supervisor,
    `${header}Zyxwa Qwvutsk,${first.toUpperCase()},bad address,,,\nX,other@acorn.example,${first},,,\n`,
  );
  await checkList(directory, supervisor, refused);
  await updateImportRows(supervisor, {
    id: refused,
    rows: [{ row_number: 1, cells: ['Zyxwa Qwvutsk', first, 'still bad', '', '', ''] }],
  });
  await runList(directory, supervisor, refused);
  await uploadList(supervisor, `a,b\nZyxwa Qwvutsk,${first}\n`, 'never-run.csv');
  await uploadList(supervisor, `Zyxwa Qwvutsk,${first}\nOther,${second}\n`, 'no-names.csv', {
    told: { header_row: 1 },
    can_be_corrected: true,
  });
  await activateContact(admin, contact_id);
  await sendPasswordReset(admin, { contact_id });
  await addContactEmail(admin, { contact_id: other, email: second });
  await removeContactEmail(admin, { contact_id: other, email: second });
  await owner.query('update mail_message set last_error = $1 where contact_id = $2', [
    `no such box: ${first}`,
    contact_id,
  ]);
  return contact_id;
}

for (const mode of ['remove', 'anonymise'] as const) {
  test(`of somebody who was erased (${mode}) no value is found in any row of any table, nor in any stored file`, async () => {
    const { admin } = directory;
    const contact_id = await insertTraces();
    const told = await whereabouts(secrets);
    for (const secret of secrets)
      assert.ok(
        told.some((line) => line.startsWith(secret)),
        `${secret} was there`,
      );
    const preview = await previewErasure(admin, { contact_id });
    const { id } = await eraseContact(admin, { contact_id, mode, reason: 'asked by letter', is_confirmed: true });
    assert.deepEqual(await whereabouts(secrets), []);
    const { places, ...erasure } = await findErasure(admin, { id });
    assert.deepEqual([erasure.mode, erasure.reason], [mode, 'asked by letter']);
    for (const one of preview.places)
      assert.deepEqual(
        places.find(({ place }) => place === one.place),
        one,
      );
    assert.ok(await contactOf(admin, 'other@acorn.example'), 'others are still there');
    const { rows } = await owner.query('select name, erased_at from contact where id = $1', [contact_id]);
    assert.equal(rows.length, mode === 'remove' ? 0 : 1);
    if (mode === 'anonymise') assert.equal(rows[0].name, `Erased person ${erasure.reference}`);
    // He comes back by himself, so that the next turn finds him.
    await owner.query('delete from contact; delete from tombstone; delete from import; delete from stored_file');
  });
}

test('what happened to the contact is still told: that it did, when, by whom and in which fields', async () => {
  const { admin } = directory;
  const { id } = await createContact(admin, { name: 'Told About', email: 'told@unmistakable.example' });
  await updateContact(admin, { id, job_title: 'Buyer' });
  await eraseContact(admin, { contact_id: id, mode: 'remove', is_confirmed: true });
  const { changes } = await listChanges(admin, { record: 'contact', record_id: id });
  assert.deepEqual(
    changes.map(({ act, caller, changes }) => [act, caller.kind, changes]),
    [
      ['erased', 'agent', null],
      ['updated', 'agent', { job_title: [null, null] }],
      ['created', 'agent', null],
    ],
  );
});

test('an import that was not run loses its file and says why; one that did not name him keeps it', async () => {
  const { admin, supervisor } = directory;
  const { id: contact_id } = await createContact(admin, { name: 'In A File', email: 'in.a.file@unmistakable.example' });
  const naming = await uploadList(supervisor, 'name,email\nIn A File,In.A.File@unmistakable.example\n');
  const free = await uploadList(supervisor, 'name,email\nSomebody,not.in.a.file@unmistakable.example\n');
  await eraseContact(admin, { contact_id, mode: 'remove', is_confirmed: true });
  const [dropped, kept] = [await findImport(admin, { id: naming }), await findImport(admin, { id: free })];
  assert.deepEqual([dropped.state, dropped.failure_code, dropped.file_id], ['failed', 'imports.file_erased', null]);
  assert.deepEqual(kept.state, 'uploaded');
  assert.notEqual(kept.file_id, null);
});

test('nobody is erased while an import whose file names him is at work', async () => {
  const { admin, supervisor } = directory;
  const { id: contact_id } = await createContact(admin, { name: 'At Work', email: 'at.work@unmistakable.example' });
  const import_id = await uploadList(supervisor, 'name,email\nAt Work,at.work@unmistakable.example\n');
  await checkImport(supervisor, { id: import_id });
  await takeImport(supervisor, import_id);
  await assert.rejects(eraseContact(admin, { contact_id, mode: 'remove', is_confirmed: true }), {
    code: 'privacy.import_at_work',
  });
  assert.ok(await contactOf(admin, 'at.work@unmistakable.example'));
  await owner.query(`update import set state = 'cancelled' where id = $1`, [import_id]);
  await eraseContact(admin, { contact_id, mode: 'remove', is_confirmed: true });
});

test('what a bulk action was given stays while somebody else has it, and goes with the last one', async () => {
  const { admin, supervisor } = directory;
  const add = async (local: string) =>
    (await createContact(admin, { name: local, email: `${local}@unmistakable.example` })).id;
  const [one, two] = [await add('bulk.one'), await add('bulk.two')];
  const given = { field: 'description', value: 'Of both' };
  const { id } = await bulk.done('set_field', [one, two], given);
  await eraseContact(admin, { contact_id: one, mode: 'anonymise', is_confirmed: true });
  assert.equal((await bulk.outcomes(id)).found.input.value, 'Of both');
  const act = { act: 'set_field', selection: { ids: [two] }, given: { ...given, value: 'Not yet' } } as const;
  await startBulkAction(supervisor, act);
  const erased = () => eraseContact(admin, { contact_id: two, mode: 'remove', is_confirmed: true });
  await assert.rejects(erased(), { code: 'privacy.bulk_action_at_work' });
  await directory.worker.runDue();
  await erased();
  assert.deepEqual((await bulk.outcomes(id)).found.input, { field: 'description' });
});

test('a number that several have, and a name that another bears, say nothing about him: rows of others stay', async () => {
  const { admin, supervisor } = directory;
  const { id: contact_id } = await createContact(admin, {
    name: 'Kim Minsu',
    email: 'one@kims.example',
    phone: '02-555-1234',
  });
  await createContact(admin, { name: 'Kim Minsu', email: 'two@kims.example', phone: '02-555-1234' });
  const import_id = await uploadList(
    supervisor,
    'name,email,phone\nKim Minsu,bad address,02-555-1234\nNear,more.one@kims.example,\n',
  );
  await checkList(directory, supervisor, import_id);
  await eraseContact(admin, { contact_id, mode: 'remove', is_confirmed: true });
  const { rows } = await owner.query('select cells from import_row where import_id = $1', [import_id]);
  assert.deepEqual(rows, [{ cells: ['Kim Minsu', 'bad address', '02-555-1234'] }]);
  assert.notEqual((await findImport(admin, { id: import_id })).file_id, null);
});

test('F01 erasing needs an admin of the account and his word; a contact who is gone is not found', async () => {
  const { admin, supervisor, stranger } = directory;
  const { id: contact_id } = await createContact(admin, { name: 'Stays', email: 'stays@unmistakable.example' });
  const input = { contact_id, mode: 'remove', is_confirmed: true } as const;
  await assert.rejects(eraseContact(supervisor, input), { kind: 'forbidden' });
  await assert.rejects(eraseContact(stranger, input), { kind: 'not_found' });
  await assert.rejects(previewErasure(stranger, { contact_id }), { kind: 'not_found' });
  await assert.rejects(eraseContact(admin, { ...input, is_confirmed: false }), { code: 'privacy.not_confirmed' });
  const { id } = await eraseContact(admin, { ...input, mode: 'anonymise' });
  await assert.rejects(findErasure(stranger, { id }), { kind: 'not_found' });
  await assert.rejects(eraseContact(admin, input), { kind: 'not_found' });
});

test('a deleted contact can be erased too', async () => {
  const { admin } = directory;
  const { id } = await createContact(admin, { name: 'Deleted', email: 'deleted@unmistakable.example' });
  await inTransaction(admin, ({ db, clock }) =>
    db.updateTable('contact').set({ deleted_at: clock.now() }).where('id', '=', id).execute(),
  );
  await eraseContact(admin, { contact_id: id, mode: 'remove', is_confirmed: true });
  assert.equal(await contactOf(admin, 'deleted@unmistakable.example'), undefined);
});

test('somebody who was anonymised is in no list and can not be restored', async () => {
  const { admin, supervisor } = directory;
  const { id } = await createContact(admin, { name: 'Nameless', email: 'nameless@unmistakable.example' });
  await eraseContact(admin, { contact_id: id, mode: 'anonymise', is_confirmed: true });
  for (const view of ['all', 'deleted'] as const) {
    const { rows } = await listContacts(supervisor, readContactFilter({ view }));
    assert.ok(!rows.some((row) => row.id === id), view);
  }
  const [outcome] = await restoreContacts(supervisor, { contact_ids: [id] });
  assert.equal(outcome!.reason, 'unchanged');
  await assert.rejects(updateContact(supervisor, { id, name: 'Named' }), { code: 'contacts.is_deleted' });
});
