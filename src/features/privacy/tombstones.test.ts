import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { checkImportRows } from '#features/imports/corrections/check-import-rows.ts';
import { findImport } from '#features/imports/find-import.ts';
import { checkSampleRows } from '#features/imports/mapping/check-sample-rows.ts';
import { checkList, contactOf, runList, uploadList } from '../../../test/import-list.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { eraseContact } from './erase-contact.ts';
import { findErasure } from './list-erasures.ts';

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

/** Somebody who was there and is no more; the id of his erasure. */
async function eraseSomebody(values: Record<string, string>): Promise<number> {
  const { admin } = directory;
  const { id: contact_id } = await createContact(admin, { name: 'Somebody', ...values });
  return (await eraseContact(admin, { contact_id, mode: 'remove', is_confirmed: true })).id;
}

test('a later import refuses the rows of somebody who was erased, by any address and by external id, and counts them', async () => {
  const { supervisor } = directory;
  await eraseSomebody({
    email: 'gone@acorn.example',
    other_emails: 'gone.too@acorn.example',
    unique_external_id: 'G-1',
  });
  const text = [
    'name,email,other emails,external id',
    'A,GONE@acorn.example,,',
    'B,b@acorn.example,gone.too@acorn.example,',
    'C,c@acorn.example,,G-1',
    'D,d@acorn.example,,G-2',
    'E,bad,,G-1',
  ].join('\n');
  const id = await uploadList(supervisor, text);
  const preview = await checkSampleRows(supervisor, await findImport(supervisor, { id }));
  assert.deepEqual(
    preview.rows.map(({ is_refused }) => is_refused),
    [true, true, true, false, true],
  );
  for (const found of [await checkList(directory, supervisor, id), await runList(directory, supervisor, id)]) {
    const { rows, created, refused, refused_by_code } = (found.progress.run ?? found.progress.check)!;
    assert.deepEqual([rows, created, refused], [5, 1, 4]);
    assert.equal(refused_by_code['imports.contact_erased'], 3);
  }
  const { rows } = await owner.query(
    `select problems from import_row where import_id = $1 and phase = 'run' and row_number <= 3 order by row_number`,
    [id],
  );
  assert.deepEqual(
    rows.map(({ problems }) => problems.map(({ column }: { column: number }) => column)),
    [[1], [2], [3]],
  );
  const [typed] = await checkImportRows(supervisor, { id, rows: [['A', 'gone@acorn.example', '', '']] });
  assert.equal(typed!.outcome, 'refused');
  assert.match(typed!.sentences[0]!, /deleted for ever/);
});

test('F01 of another account the tombstones refuse nobody, and their hashes differ', async () => {
  const { admin, stranger } = directory;
  await eraseSomebody({ email: 'everywhere@acorn.example' });
  const { id } = await createContact(stranger, { name: 'Everywhere', email: 'everywhere@acorn.example' });
  await eraseContact(stranger, { contact_id: id, mode: 'remove', is_confirmed: true });
  const { rows } = await owner.query(
    'select count(distinct key_hash)::int as hashes from tombstone where erased_at >= (select max(erased_at) from erasure where account_id = 1)',
  );
  assert.equal(rows[0].hashes, 2);
  await assert.rejects(createContact(admin, { name: 'X', email: 'everywhere@acorn.example' }), {
    code: 'contacts.erased',
  });
});

test('an agent does not bring him back by hand in any way; an admin does with a reason, which stays with the certificate', async () => {
  const { admin, agent, supervisor } = directory;
  const email = 'back@acorn.example';
  const erasure = await eraseSomebody({ email, unique_external_id: 'B-1' });
  const { id: other } = await createContact(agent, { name: 'Other', email: 'other@acorn.example' });
  const refused = { kind: 'conflict', code: 'contacts.erased' };
  await assert.rejects(createContact(agent, { name: 'Back', email }), refused);
  await assert.rejects(
    createContact(agent, { name: 'Back', phone: '02-555-7777', unique_external_id: 'B-1' }),
    refused,
  );
  await assert.rejects(addContactEmail(agent, { contact_id: other, email }), refused);
  await assert.rejects(updateContact(agent, { id: other, email }), refused);
  await assert.rejects(updateContact(agent, { id: other, unique_external_id: 'B-1' }), refused);
  const given = { name: 'Back', email };
  const reason = { erased_reason: 'has signed a new contract' };
  await assert.rejects(createContact(supervisor, given, 'agent', reason), { kind: 'forbidden' });
  const { id } = await createContact(admin, given, 'agent', reason);
  assert.equal(await contactOf(admin, email), id);
  const { lifted } = await findErasure(admin, { id: erasure });
  assert.deepEqual(
    lifted.map(({ agent_name, reason }) => [agent_name, reason]),
    [['Adam Admin', 'has signed a new contract']],
  );
  await updateContact(agent, { id, job_title: 'Buyer' });
  const list = await uploadList(supervisor, `name,email,job title\nBack,${email},CFO\n`);
  const { progress } = await runList(directory, supervisor, list);
  assert.equal(progress.run!.updated, 1, 'an import knows him as the contact he is');
});

test('somebody who writes or signs up himself is a new contact', async () => {
  const { admin, system } = directory;
  for (const source of ['email', 'sign_up', 'portal'] as const) {
    const email = `${source}@acorn.example`;
    const erasure = await eraseSomebody({ email });
    const { id } = await createContact(system, { name: 'Somebody', email }, source);
    assert.equal(await contactOf(admin, email), id);
    assert.equal((await findErasure(admin, { id: erasure })).lifted[0]!.reason, null);
  }
});

test('somebody who was let in again and is erased again is refused again', async () => {
  const { system, admin } = directory;
  const email = 'twice@acorn.example';
  await eraseSomebody({ email });
  const { id: contact_id } = await createContact(system, { name: 'Twice', email }, 'email');
  await eraseContact(admin, { contact_id, mode: 'anonymise', is_confirmed: true });
  await assert.rejects(createContact(admin, { name: 'Twice', email }), { code: 'contacts.erased' });
});
