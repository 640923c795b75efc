import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { plainChoices } from '#features/duplicates/contact-merge.ts';
import { mergeContacts } from '#features/duplicates/merge-contacts.ts';
import type { Context } from '#platform/context.ts';
import { activateContact } from '../../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { collectContacts } from './collect-contacts.ts';
import { listCollected } from './list-collected.ts';
import { undoCompanyAct } from './undo-company-act.ts';
import { updateMemberships } from './update-memberships.ts';

let directory: TestDirectory;
let supervisor: Context;
before(async () => {
  directory = await startDirectory();
  supervisor = directory.supervisor;
});
after(() => directory.stop());

let made = 0;
/** A company that has just been given so many contacts of its domain. */
async function collected(count: number) {
  const domain = `collected${++made}.example`;
  const ids: number[] = [];
  for (let n = 0; n < count; n++) {
    const { id } = await createContact(supervisor, { name: `Person ${n}`, email: `p${n}@${domain}` });
    await activateContact(directory.admin, id);
    ids.push(id);
  }
  const { id: company_id } = await createCompany(supervisor, { name: `Company ${made}`, domains: domain });
  assert.equal(await collectContacts(supervisor, { company_id }), count);
  await directory.worker.runDue();
  const { id: change_id, at } = await newest('company', company_id);
  const name = `Company ${made}`;
  return { company_id, name, ids, undo: { company_id, change_id: change_id! }, at };
}

const newest = async (record: 'company' | 'contact', record_id: number) =>
  (await listChanges(supervisor, { record, record_id })).changes[0]!;
const companiesOf = async (id: number) =>
  (await findContact(supervisor, { id })).memberships.map(({ company }) => company);
const belong = (contact_id: number, company: string, more = {}) =>
  updateMemberships(supervisor, {
    contact_id,
    memberships: [{ company, role: 'none', ticket_visibility: 'own', is_primary: true, ...more }],
  });

test('the contacts that a company was given by its domain are out of it again, told in the log and found no more', async () => {
  const { company_id, name, ids, undo, at } = await collected(2);
  const moments = [at, new Date(0)];
  assert.deepEqual(await listCollected(supervisor, { company_id, moments }), [at]);
  await undoCompanyAct(supervisor, undo);
  for (const id of ids) {
    assert.deepEqual(await companiesOf(id), []);
    const { act, changes } = await newest('contact', id);
    assert.deepEqual([act, changes], ['memberships_undone', { companies: [[`${name} · primary`], null] }]);
  }
  assert.equal((await newest('company', company_id)).act, 'collecting_undone');
  assert.deepEqual((await listContacts(supervisor, readContactFilter({ search: name }))).rows, []);
  assert.deepEqual(await listCollected(supervisor, { company_id, moments }), []);
  await assert.rejects(undoCompanyAct(supervisor, undo), { code: 'companies.collected_changed_since' });
  assert.equal(await collectContacts(supervisor, { company_id }), 2);
});

test('who has another company, role or sight since, or was merged away, stays where he is', async () => {
  const { company_id, name, ids, undo } = await collected(5);
  const [asMade, admin, gone, more, merged] = ids as [number, number, number, number, number];
  await belong(admin, name, { role: 'contact_admin' });
  await belong(gone, 'Elsewhere');
  await belong(more, name);
  const also = { company: 'Second', role: 'none', ticket_visibility: 'own', is_primary: false } as const;
  const first = { ...also, company: name, is_primary: true };
  await updateMemberships(supervisor, { contact_id: more, memberships: [first, also] });
  const { id: survivor_id } = await createContact(supervisor, { name: 'Survivor', phone: '02-555-0123' });
  await mergeContacts(supervisor, { survivor_id, other_id: merged, choices: plainChoices });
  await updateCompany(supervisor, { id: company_id, name: `${name} Renamed` });
  await undoCompanyAct(supervisor, undo);
  assert.deepEqual(await Promise.all([asMade, admin, gone, more, survivor_id].map(companiesOf)), [
    [],
    [`${name} Renamed`],
    ['Elsewhere'],
    [`${name} Renamed`, 'Second'],
    [`${name} Renamed`],
  ]);
});

test('contacts that were collected before or after are not touched, nor those of another company', async () => {
  const first = await collected(1);
  const other = await collected(1);
  const { id: late } = await createContact(supervisor, { name: 'Late', email: 'late@elsewhere.example' });
  await belong(late, first.name);
  await undoCompanyAct(supervisor, first.undo);
  assert.deepEqual([await companiesOf(late), await companiesOf(other.ids[0]!)], [[first.name], [other.name]]);
});

test('an undo needs the right of the act, and is nobody’s of another account', async () => {
  const { company_id, undo } = await collected(1);
  await assert.rejects(undoCompanyAct(directory.agent, undo), { kind: 'forbidden' });
  await assert.rejects(undoCompanyAct(directory.stranger, undo), { kind: 'not_found' });
  const { changes } = await listChanges(supervisor, { record: 'company', record_id: company_id });
  const created = changes.find(({ act }) => act === 'created')!;
  await assert.rejects(undoCompanyAct(supervisor, { company_id, change_id: created.id! }), { kind: 'conflict' });
});
