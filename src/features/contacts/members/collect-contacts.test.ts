import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { publicMailDomains } from '#features/companies/public-mail-domains.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact } from '../../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { collectContacts, previewCollecting } from './collect-contacts.ts';
import { deleteCompany } from './delete-company.ts';
import { joinCompanyOfDomain } from './join-company-of-domain.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

let made = 0;
const contact = async (email: string, more = {}) =>
  (await createContact(directory.agent, { name: `Person ${++made}`, email, ...more })).id;
const company = async (name: string, domains: string) => (await createCompany(directory.agent, { name, domains })).id;
const companiesOf = async (id: number) =>
  (await findContact(directory.agent, { id })).memberships.map(({ company }) => company);

async function activated(email: string, more = {}): Promise<number> {
  const id = await contact(email, more);
  await activateContact(directory.admin, id);
  return id;
}

test('who proves an address joins the company of its domain, and the log says so', async () => {
  await company('Acme', 'acme.example');
  await company('Acme Labs', 'labs.acme.example');
  const unproved = await contact('early@acme.example');
  assert.deepEqual(await companiesOf(unproved), []);
  const id = await activated('ruth@acme.example');
  assert.deepEqual(await companiesOf(id), ['Acme']);
  const { changes } = await listChanges(directory.agent, { record: 'contact', record_id: id });
  const [newest] = changes;
  assert.deepEqual([newest!.act, newest!.changes], ['joined_by_domain', { company: [null, 'Acme'] }]);
  assert.deepEqual(await companiesOf(await activated('omar@seoul.acme.example')), ['Acme']);
  assert.deepEqual(await companiesOf(await activated('kim@a.labs.acme.example')), ['Acme Labs']);
  assert.deepEqual(await companiesOf(await activated('other@notacme.example')), []);
});

test('who belongs to a company already is left there', async () => {
  await company('Owner', 'owner.example');
  assert.deepEqual(await companiesOf(await activated('ada@owner.example', { company: 'Agency' })), ['Agency']);
});

test('a deleted company collects nobody', async () => {
  const id = await company('Over', 'over.example');
  await deleteCompany(directory.supervisor, { id, children: 'move_up' });
  assert.deepEqual(await companiesOf(await activated('ivy@over.example')), []);
});

test('a public mail service is nobody’s company, not even where a company has come to have it', async () => {
  for (const domain of ['gmail.com', 'naver.com', 'hanmail.net', 'kakao.com', 'korea.com', 'empas.com', 'chol.com']) {
    assert.ok(publicMailDomains.has(domain), domain);
  }
  for (const domain of ['samsung.com', 'lg.com', 'alibaba.com', 'acme.com'])
    assert.ok(!publicMailDomains.has(domain), domain);
  const { agent } = directory;
  const company_id = await company('Public', 'dreamwiz.example');
  await inTransaction(agent, ({ db }) =>
    db.updateTable('company_domain').set({ domain: 'dreamwiz.com' }).where('company_id', '=', company_id).execute(),
  );
  const id = await activated('someone@dreamwiz.com');
  assert.deepEqual(await companiesOf(id), []);
  assert.deepEqual(await previewCollecting(agent, { company_id }), { count: 0, first: [] });
  assert.equal(await collectContacts(directory.supervisor, { company_id }), 0);
});

test('a company that gets a domain is offered the contacts who have proved an address there', async () => {
  const { agent, supervisor, worker } = directory;
  const proved = await activated('one@late.example');
  const below = await activated('two@team.late.example');
  await activated('three@own.late.example');
  await activated('four@late.example', { company: 'Elsewhere' });
  await contact('five@late.example');
  await company('Nearer', 'own.late.example');
  const company_id = await company('Late', 'late.example');
  const offered = await previewCollecting(agent, { company_id });
  assert.deepEqual([offered.count, offered.first.map(({ id }) => id)], [2, [proved, below]]);
  await assert.rejects(collectContacts(agent, { company_id }), { kind: 'forbidden' });
  assert.equal(await collectContacts(supervisor, { company_id }), 2);
  await worker.runDue();
  assert.deepEqual(await companiesOf(below), ['Late']);
  assert.equal(await collectContacts(supervisor, { company_id }), 0);
  const { changes } = await listChanges(agent, { record: 'contact', record_id: proved });
  assert.deepEqual([changes[0]!.act, changes[0]!.changes], ['collected_by_domain', { company: [null, 'Late'] }]);
});

test('F01 a company of another account collects nobody', async () => {
  const { stranger } = directory;
  const contact_id = await activated('zoe@border.example');
  const { id } = await createCompany(stranger, { name: 'Border', domains: 'border.example' });
  assert.equal((await previewCollecting(stranger, { company_id: id })).count, 0);
  assert.equal(await collectContacts(stranger, { company_id: id }), 0);
  await inTransaction(directory.system, (ctx) => joinCompanyOfDomain(ctx, { contact_id, email: 'zoe@border.example' }));
  assert.deepEqual(await companiesOf(contact_id), []);
  const ours = await company('Ours', 'ours.example');
  await assert.rejects(previewCollecting(stranger, { company_id: ours }), { kind: 'not_found' });
  await assert.rejects(collectContacts(stranger, { company_id: ours }), { kind: 'not_found' });
});
