import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { findCompany } from '#features/companies/find-company.ts';
import { listCompanies } from '#features/companies/list/list-companies.ts';
import { suggestCompanies } from '#features/companies/suggest-companies.ts';
import { updateCompany } from '#features/companies/update-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { deleteCompany } from './delete-company.ts';
import { previewCompanyDeletion } from './preview-company-deletion.ts';
import { restoreCompany } from './restore-company.ts';
import { updateMemberships } from './update-memberships.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const named = async (name: string, more = {}) => (await createCompany(directory.agent, { name, ...more })).id;

async function person(name: string, ...companies: string[]): Promise<number> {
  const { id } = await createContact(directory.agent, { name, unique_external_id: name });
  await updateMemberships(directory.agent, {
    contact_id: id,
    memberships: companies.map((company, at) => ({
      company,
      is_primary: at === 0,
      role: at === 0 ? 'contact_admin' : 'none',
      ticket_visibility: at === 0 ? 'company' : 'own',
    })),
  });
  return id;
}

const membershipsOf = async (id: number) =>
  (await findContact(directory.agent, { id })).memberships.map(({ company, is_primary, role }) => [
    company,
    is_primary,
    role,
  ]);

test('contacts of a deleted company stay, out of it, and have it back as it was when it is restored', async () => {
  const { agent, supervisor, worker } = directory;
  const id = await named('Acme');
  const both = await person('Both', 'Acme', 'Beta');
  const alone = await person('Alone', 'Acme');
  const second = await person('Second', 'Beta', 'Acme');
  const preview = await previewCompanyDeletion(supervisor, { id });
  assert.deepEqual(preview, {
    contacts_count: 3,
    falling_count: 1,
    alone_count: 1,
    seeing_count: 2,
    children_count: 0,
    children: [],
  });
  await deleteCompany(supervisor, { id, children: 'move_up' });
  await worker.runDue();
  assert.deepEqual(await membershipsOf(both), [['Beta', true, 'none']]);
  assert.deepEqual(await membershipsOf(alone), []);
  assert.deepEqual(await membershipsOf(second), [['Beta', true, 'contact_admin']]);
  const listed = await listContacts(agent, readContactFilter({ search: 'acme' }));
  assert.deepEqual(listed.rows, []);
  assert.equal((await listContacts(agent, readContactFilter({ company_id: String(id) }))).rows.length, 0);
  const log = (await listChanges(agent, { record: 'contact', record_id: both })).changes[0]!;
  assert.deepEqual([log.act, log.changes], ['company_deleted', { company: ['Acme', 'Beta'] }]);

  await restoreCompany(supervisor, { id });
  await worker.runDue();
  assert.deepEqual(await membershipsOf(both), [
    ['Acme', true, 'contact_admin'],
    ['Beta', false, 'none'],
  ]);
  assert.deepEqual(await membershipsOf(alone), [['Acme', true, 'contact_admin']]);
  assert.deepEqual(await membershipsOf(second), [
    ['Beta', true, 'contact_admin'],
    ['Acme', false, 'none'],
  ]);
  assert.equal((await listContacts(agent, readContactFilter({ search: 'acme' }))).rows.length, 3);
});

test('whoever has found another primary company meanwhile keeps it', async () => {
  const { agent, supervisor } = directory;
  const id = await named('Former');
  const contact_id = await person('Mover', 'Former', 'Fallback');
  await deleteCompany(supervisor, { id, children: 'move_up' });
  const plain = { is_primary: true, role: 'none', ticket_visibility: 'own' } as const;
  await updateMemberships(agent, { contact_id, memberships: [{ ...plain, company: 'Chosen' }] });
  await restoreCompany(supervisor, { id });
  assert.deepEqual(await membershipsOf(contact_id), [
    ['Chosen', true, 'none'],
    ['Former', false, 'contact_admin'],
  ]);
});

test('deleted companies have a list of their own, searched like the other, until they are restored', async () => {
  const { agent, supervisor, stranger } = directory;
  const ids = [await named('옛한빛', { domains: 'former.example' }), await named('Former Two')];
  const found = async (search: string) => {
    const { rows, count } = await listCompanies(agent, { view: 'deleted', search });
    assert.equal(count.count, rows.length);
    return rows.map(({ name }) => name);
  };
  const before = (await listCompanies(agent)).deleted_count.count;
  for (const id of ids) await deleteCompany(supervisor, { id, children: 'move_up' });
  assert.equal((await listCompanies(agent)).deleted_count.count, before + 2);
  assert.deepEqual(await found('former'), ['Former Two', '옛한빛']);
  assert.deepEqual([await found('FORMER.ex'), await found('ㅎㅂ'), await found('100%')], [['옛한빛'], ['옛한빛'], []]);
  const all = await found('');
  assert.deepEqual([all.length, all.includes('Former Two')], [before + 2, true]);
  assert.deepEqual((await listCompanies(stranger, { view: 'deleted' })).rows, []);
  await restoreCompany(supervisor, { id: ids[1]! });
  assert.deepEqual(await found('former'), ['옛한빛']);
});

test('whoever had no other company then and has found one meanwhile keeps it', async () => {
  const { agent, supervisor } = directory;
  const id = await named('Only');
  const contact_id = await person('Lone', 'Only');
  await deleteCompany(supervisor, { id, children: 'move_up' });
  const plain = { is_primary: true, role: 'none', ticket_visibility: 'own' } as const;
  await updateMemberships(agent, { contact_id, memberships: [{ ...plain, company: 'First found' }] });
  await restoreCompany(supervisor, { id });
  assert.deepEqual(await membershipsOf(contact_id), [
    ['First found', true, 'none'],
    ['Only', false, 'contact_admin'],
  ]);
});

test('a deleted company is in no list, keeps its name, and its page tells that it is deleted', async () => {
  const { agent, supervisor } = directory;
  const id = await named('Gone Ltd', { domains: 'gone.example' });
  await deleteCompany(supervisor, { id, children: 'move_up' });
  await assert.rejects(findCompany(agent, { id }), { kind: 'not_found' });
  assert.ok((await findCompany(agent, { id, isDeletedToo: true })).deleted_at);
  assert.deepEqual((await listCompanies(agent, { search: 'gone' })).rows, []);
  assert.deepEqual(await suggestCompanies(agent, { text: 'gone' }), []);
  await assert.rejects(named('GONE ltd'), {
    code: 'companies.name_of_deleted',
    more: { field: 'name', values: { name: 'Gone Ltd' }, existing: { company_id: id } },
  });
  await assert.rejects(createContact(agent, { name: 'X', email: 'x@y.example', company: 'Gone Ltd' }), {
    code: 'companies.name_of_deleted',
  });
  await assert.rejects(updateCompany(agent, { id, industry: 'Food' }), { code: 'companies.is_deleted' });
  await assert.rejects(named('Below', { parent_company: 'Gone Ltd' }), { code: 'companies.parent_unknown' });
  await named('Heir', { domains: 'gone.example' });
  await restoreCompany(supervisor, { id });
  await restoreCompany(supervisor, { id });
  assert.deepEqual((await findCompany(agent, { id })).domains, []);
  const { changes } = await listChanges(agent, { record: 'company', record_id: id });
  assert.deepEqual(
    changes.map(({ act }) => act),
    ['restored', 'deleted', 'created'],
  );
});

for (const [children, parent] of [
  ['move_up', 'Top move_up'],
  ['to_top', null],
] as const) {
  test(`child companies of a deleted one go ${parent ? 'to its parent' : 'to the top'}, and come back`, async () => {
    const { agent, supervisor } = directory;
    await named(`Top ${children}`);
    const id = await named(`Middle ${children}`, {
      parent_company: `Top ${children}`,
      domains: `${children.slice(0, 2)}.example`,
    });
    const child = await named(`Child ${children}`, { parent_company: `Middle ${children}` });
    const moved = await named(`Moved ${children}`, { parent_company: `Middle ${children}` });
    assert.equal((await previewCompanyDeletion(supervisor, { id })).children_count, 2);
    await deleteCompany(supervisor, { id, children });
    assert.equal((await findCompany(agent, { id: child })).parent_company, parent);
    await named(`Elsewhere ${children}`);
    await updateCompany(agent, { id: moved, parent_company: `Elsewhere ${children}` });
    await restoreCompany(supervisor, { id });
    assert.equal((await findCompany(agent, { id: child })).parent_company, `Middle ${children}`);
    assert.equal((await findCompany(agent, { id: moved })).parent_company, `Elsewhere ${children}`);
    const back = await findCompany(agent, { id });
    assert.deepEqual([back.parent_company, back.domains], [`Top ${children}`, [`${children.slice(0, 2)}.example`]]);
  });
}

test('a parent that has come to stand below the children by then is not taken back: that would close a circle', async () => {
  const { agent, supervisor } = directory;
  const above = await named('Above');
  const id = await named('Between', { parent_company: 'Above' });
  await named('Under', { parent_company: 'Between' });
  await deleteCompany(supervisor, { id, children: 'to_top' });
  await updateCompany(agent, { id: above, parent_company: 'Under' });
  await restoreCompany(supervisor, { id });
  const { ancestors } = await findCompany(agent, { id });
  assert.deepEqual(
    ancestors.map(({ name }) => name),
    ['Under', 'Above'],
  );
});

test('whoever is put into a company while it is being deleted is refused or out of it afterwards', async () => {
  const { agent, supervisor } = directory;
  for (let round = 0; round < 20; round++) {
    const id = await named(`Busy ${round}`);
    await person(`Early ${round}`, `Busy ${round}`);
    const given = { name: `Late ${round}`, unique_external_id: `late-${round}`, company: `Busy ${round}` };
    const [late] = await Promise.allSettled([
      createContact(agent, given),
      deleteCompany(supervisor, { id, children: 'move_up' }),
    ]);
    if (late!.status === 'fulfilled') assert.deepEqual(await membershipsOf(late!.value.id), []);
    else assert.equal(late!.reason.code, 'companies.name_of_deleted');
  }
});

test('an agent deletes no company, and nobody one of another account', async () => {
  const { agent, stranger } = directory;
  const id = await named('Guarded');
  await assert.rejects(deleteCompany(agent, { id, children: 'move_up' }), { kind: 'forbidden' });
  await assert.rejects(restoreCompany(agent, { id }), { kind: 'forbidden' });
  await assert.rejects(deleteCompany(stranger, { id, children: 'move_up' }), { kind: 'not_found' });
  await assert.rejects(restoreCompany(stranger, { id }), { kind: 'not_found' });
  await assert.rejects(previewCompanyDeletion(stranger, { id }), { kind: 'not_found' });
});
