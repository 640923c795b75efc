import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { canUndoUpdate, undoContactUpdate } from '#features/contacts/undo-contact-update.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { deleteCompany } from './delete-company.ts';
import { restoreCompany } from './restore-company.ts';
import { updateMemberships, type WantedMembership } from './update-memberships.ts';

let directory: TestDirectory;
let agent: Context;
before(async () => {
  directory = await startDirectory();
  agent = directory.agent;
});
after(() => directory.stop());

let made = 0;
/** Somebody of a company of his own, edited to be of another, with the undo of that. */
async function makeMoved() {
  const n = ++made;
  const [former, later] = [`Former ${n}`, `Later ${n}`];
  const { id } = await createContact(agent, { name: 'Ruth King', email: `r${n}@x.example` });
  await belong(id, { company: former, role: 'contact_admin', ticket_visibility: 'company' });
  const [membership] = (await findContact(agent, { id })).memberships;
  await updateContact(agent, { id, company: later, job_title: 'CFO' });
  const { id: change_id } = await newest(id);
  return { id, former, later, former_id: membership!.company_id, undo: { contact_id: id, change_id: change_id! } };
}

const usual = { role: 'none', ticket_visibility: 'own' } as const;
const belong = (contact_id: number, ...given: (Partial<WantedMembership> & { company: string })[]) => {
  const memberships = given.map((one, at) => ({ ...usual, is_primary: at === 0, ...one }));
  return updateMemberships(agent, { contact_id, memberships });
};
const newest = async (record_id: number) => (await listChanges(agent, { record: 'contact', record_id })).changes[0]!;
const isOffered = async (id: number, change_id: number) => {
  const { changes } = await listChanges(agent, { record: 'contact', record_id: id });
  return canUndoUpdate(await findContact(agent, { id }), changes.find((one) => one.id === change_id)!);
};
const companiesOf = async (id: number) =>
  (await findContact(agent, { id })).memberships.map(({ company, role, ticket_visibility, is_primary }) =>
    [company, role, ticket_visibility, is_primary && 'primary'].filter(Boolean).join(' '),
  );

test('the undo of another company gives back the former one with role and sight, and so does the undo of the undo', async () => {
  const { id, former, later, undo } = await makeMoved();
  await undoContactUpdate(agent, undo);
  assert.deepEqual(await companiesOf(id), [`${former} contact_admin company primary`]);
  const undone = await newest(id);
  assert.deepEqual([undone.act, undone.changes!.company], ['undone', [later, former]]);
  await undoContactUpdate(agent, { contact_id: id, change_id: undone.id! });
  assert.deepEqual(await companiesOf(id), [`${later} none own primary`]);
});

test('it is the company that was meant, whatever it and others are called since', async () => {
  const { id, former, later, former_id, undo } = await makeMoved();
  const later_id = (await findContact(agent, { id })).memberships[0]!.company_id;
  await updateCompany(agent, { id: former_id, name: `${former} Renamed` });
  await updateCompany(agent, { id: later_id, name: `${later} Renamed` });
  await createCompany(agent, { name: former });
  await createCompany(agent, { name: later });
  assert.equal(await isOffered(id, undo.change_id), true);
  await undoContactUpdate(agent, undo);
  assert.deepEqual(await companiesOf(id), [`${former} Renamed contact_admin company primary`]);
});

test('another company that took over the name of the later one is left alone', async () => {
  const { id, later, undo } = await makeMoved();
  const later_id = (await findContact(agent, { id })).memberships[0]!.company_id;
  await updateCompany(agent, { id: later_id, name: `${later} Renamed` });
  await createCompany(agent, { name: later });
  await belong(id, { company: later });
  await undoContactUpdate(agent, undo);
  const contact = await findContact(agent, { id });
  assert.deepEqual([await companiesOf(id), contact.job_title], [[`${later} none own primary`], null]);
  assert.equal(await isOffered(id, undo.change_id), false);
});

test('a former company that was deleted is named, and nothing goes back before it is restored', async () => {
  const { id, former, former_id, undo } = await makeMoved();
  await deleteCompany(directory.supervisor, { id: former_id, children: 'move_up' });
  await assert.rejects(undoContactUpdate(agent, undo), {
    code: 'contacts.former_company_deleted',
    more: { values: { name: former } },
  });
  assert.equal((await findContact(agent, { id })).job_title, 'CFO');
  await restoreCompany(directory.supervisor, { id: former_id });
  await undoContactUpdate(agent, undo);
  assert.deepEqual(await companiesOf(id), [`${former} contact_admin company primary`]);
});

test('companies that he joined since stay, and the next one that had become primary is no more than it was', async () => {
  const { id, former, later, undo } = await makeMoved();
  await belong(id, { company: later }, { company: 'Third', role: 'contact_admin' });
  await undoContactUpdate(agent, undo);
  assert.deepEqual(await companiesOf(id), [`${former} contact_admin company primary`, 'Third contact_admin own']);
  await updateContact(agent, { id, company: '' });
  assert.deepEqual(await companiesOf(id), ['Third contact_admin own primary']);
  await undoContactUpdate(agent, { contact_id: id, change_id: (await newest(id)).id! });
  assert.deepEqual(await companiesOf(id), [`${former} contact_admin company primary`, 'Third contact_admin own']);
});

test('a first company goes again, and a change that has noted no more than names is not undone', async () => {
  const { id } = await createContact(agent, { name: 'Omar', phone: '02-555-0100' });
  await updateContact(agent, { id, company: 'First' });
  const { id: change_id } = await newest(id);
  await undoContactUpdate(agent, { contact_id: id, change_id: change_id! });
  assert.deepEqual(await companiesOf(id), []);
  await updateContact(agent, { id, company: 'First' });
  const { id: plain } = await newest(id);
  await inTransaction(directory.system, ({ db }) =>
    db.client!.query("update change_log set changes = changes - 'companies.keys' where id = $1", [plain]),
  );
  assert.equal(await isOffered(id, plain!), false);
  const undone = undoContactUpdate(agent, { contact_id: id, change_id: plain! });
  await assert.rejects(undone, { code: 'contacts.companies_not_noted' });
});
