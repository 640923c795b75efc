import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { deleteCompany } from './delete-company.ts';
import { listMemberRoles } from './list-member-roles.ts';
import { type ContactMove, moveContact } from './move-contact.ts';
import { restoreCompany } from './restore-company.ts';
import { undoMemberships } from './undo-memberships.ts';
import { updateMemberships } from './update-memberships.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const membershipsOf = async (id: number) => (await findContact(directory.agent, { id })).memberships;
const told = async (id: number) =>
  (await membershipsOf(id)).map(({ company, is_primary, role, ticket_visibility }) => [
    company,
    is_primary,
    role,
    ticket_visibility,
  ]);

/** The contact admin of Old, who is a member of Side too; the move that takes him to New. */
async function admin(name: string): Promise<ContactMove> {
  const { agent } = directory;
  const { id: contact_id } = await createContact(agent, { name, unique_external_id: name });
  await updateMemberships(agent, {
    contact_id,
    memberships: [
      { company: 'Old', is_primary: true, role: 'contact_admin', ticket_visibility: 'company_and_children' },
      { company: 'Side', is_primary: false, role: 'none', ticket_visibility: 'own' },
    ],
  });
  const from_company_id = (await membershipsOf(contact_id))[0]!.company_id;
  const plain = { role: 'none', ticket_visibility: 'own', is_former_kept: false } as const;
  return { contact_id, from_company_id, company: 'New', ...plain };
}

const newest = async (record_id: number) =>
  (await listChanges(directory.agent, { record: 'contact', record_id })).changes[0]!;

test('a person moves from one company to another in one act, without the role and sight that he had', async () => {
  const move = await admin('Ruth');
  await moveContact(directory.agent, move);
  assert.deepEqual(await told(move.contact_id), [
    ['New', true, 'none', 'own'],
    ['Side', false, 'none', 'own'],
  ]);
  const { act, changes, id } = await newest(move.contact_id);
  assert.deepEqual(
    [act, changes],
    [
      'company_moved',
      {
        companies: [
          ['Old · primary · contact_admin · company_and_children', 'Side'],
          ['New · primary', 'Side'],
        ],
      },
    ],
  );
  await undoMemberships(directory.agent, { contact_id: move.contact_id, change_id: id! });
  assert.deepEqual(await told(move.contact_id), [
    ['Old', true, 'contact_admin', 'company_and_children'],
    ['Side', false, 'none', 'own'],
  ]);
  assert.equal((await newest(move.contact_id)).act, 'memberships_undone');
});

test('who stays in the former company too is a plain member there, and sees what is chosen in the new one', async () => {
  const move = await admin('Omar');
  const chosen = { role: 'contact_admin', ticket_visibility: 'company', is_former_kept: true } as const;
  await moveContact(directory.agent, { ...move, ...chosen });
  const { company_id } = (await membershipsOf(move.contact_id))[0]!;
  const asked = { company_id, contact_ids: [move.contact_id] };
  const role = { role: 'contact_admin', ticket_visibility: 'company' };
  assert.deepEqual([...(await listMemberRoles(directory.agent, asked))], [[move.contact_id, role]]);
  assert.deepEqual([...(await listMemberRoles(directory.stranger, asked))], []);
  assert.deepEqual(await told(move.contact_id), [
    ['New', true, 'contact_admin', 'company'],
    ['Old', false, 'none', 'own'],
    ['Side', false, 'none', 'own'],
  ]);
});

test('who belongs to the new company already is there once', async () => {
  const move = await admin('Kim');
  await moveContact(directory.agent, { ...move, company: ' side ', ticket_visibility: 'company' });
  assert.deepEqual(await told(move.contact_id), [['Side', true, 'none', 'company']]);
});

test('a move out of a secondary company leaves the primary one', async () => {
  const move = await admin('Ada');
  const side = (await membershipsOf(move.contact_id))[1]!;
  await moveContact(directory.agent, { ...move, from_company_id: side.company_id });
  assert.deepEqual(
    (await told(move.contact_id)).map(([company, is_primary]) => [company, is_primary]),
    [
      ['Old', true],
      ['New', false],
    ],
  );
});

test('a move to where he is, to nowhere, or with a role that is none is refused', async () => {
  const move = await admin('Ivy');
  const { agent } = directory;
  await assert.rejects(moveContact(agent, { ...move, company: 'OLD' }), { code: 'contacts.in_company_already' });
  await assert.rejects(moveContact(agent, { ...move, company: ' ' }), { code: 'platform.required' });
  await assert.rejects(moveContact(agent, { ...move, role: 'king' as never }), { code: 'platform.not_a_choice' });
  await assert.rejects(moveContact(agent, { ...move, from_company_id: 987654 }), { kind: 'not_found' });
});

test('an undo is refused once the companies were changed again, or a former one is gone', async () => {
  const { agent, supervisor } = directory;
  const move = await admin('Noah');
  await moveContact(agent, move);
  const { id: change_id } = await newest(move.contact_id);
  const undo = { contact_id: move.contact_id, change_id: change_id! };
  await moveContact(agent, {
    ...move,
    from_company_id: (await membershipsOf(move.contact_id))[0]!.company_id,
    company: 'Next',
  });
  await assert.rejects(undoMemberships(agent, undo), { code: 'contacts.companies_changed_since' });
  const { id: second } = await newest(move.contact_id);
  await undoMemberships(agent, { ...undo, change_id: second! });
  await deleteCompany(supervisor, { id: move.from_company_id, children: 'move_up' });
  await assert.rejects(undoMemberships(agent, undo), { code: 'contacts.former_company_deleted' });
  await restoreCompany(supervisor, { id: move.from_company_id });
});

test('an undo gives back the company that was meant, whatever it and others are called since, and no role that only stands in a name', async () => {
  const { agent } = directory;
  const move = await admin('Mina');
  await moveContact(agent, move);
  const undo = { contact_id: move.contact_id, change_id: (await newest(move.contact_id)).id! };
  await updateCompany(agent, { id: move.from_company_id, name: 'Old and renamed' });
  const { id: taker } = await createCompany(agent, { name: 'Old' });
  await undoMemberships(agent, undo);
  assert.deepEqual(
    (await membershipsOf(move.contact_id)).map(({ company_id, role }) => [company_id, role]).slice(0, 1),
    [[move.from_company_id, 'contact_admin']],
  );
  await createCompany(agent, { name: 'Old · contact_admin' });
  const { id: contact_id } = await createContact(agent, { name: 'Plain', unique_external_id: 'Plain' });
  const plain = { is_primary: true, role: 'none', ticket_visibility: 'own' } as const;
  await updateMemberships(agent, { contact_id, memberships: [{ ...plain, company: 'Old · contact_admin' }] });
  await updateMemberships(agent, { contact_id, memberships: [] });
  await undoMemberships(agent, { contact_id, change_id: (await newest(contact_id)).id! });
  assert.deepEqual(await told(contact_id), [['Old · contact_admin', true, 'none', 'own']]);
  await updateCompany(agent, { id: taker, name: 'Taker' });
  await updateCompany(agent, { id: move.from_company_id, name: 'Old' });
});

test('a change whose log has no more of the companies than names is not undone', async () => {
  const { agent, system } = directory;
  const move = await admin('Ned');
  await moveContact(agent, move);
  const { id: change_id } = await newest(move.contact_id);
  await inTransaction(system, ({ db }) =>
    db.client!.query("update change_log set changes = changes - 'companies.keys' where id = $1", [change_id]),
  );
  const undone = undoMemberships(agent, { contact_id: move.contact_id, change_id: change_id! });
  await assert.rejects(undone, { code: 'contacts.companies_not_noted' });
});

test('F01 nobody moves a contact of another account', async () => {
  const { stranger } = directory;
  const move = await admin('Zoe');
  await assert.rejects(moveContact(stranger, move), { kind: 'not_found' });
  await assert.rejects(undoMemberships(stranger, { contact_id: move.contact_id, change_id: 1 }), { kind: 'not_found' });
});
