import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { findCompany } from '#features/companies/find-company.ts';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { makeEmailPrimary } from '#features/contacts/addresses/make-email-primary.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { eraseContact } from '#features/privacy/erase-contact.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { activateContact } from '../../../../test/portal.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { changeDomain } from './change-domain.ts';
import type { DomainChange } from './domain-change.ts';
import { findDomainChange } from './find-domain-change.ts';
import { listMemberDomains, previewDomainChange } from './preview-domain-change.ts';
import { undoDomainChange } from './undo-domain-change.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

let number = 0;

/** A company at a domain of its own, its new domain, and how to put people into it. */
async function firm() {
  const name = `Firm ${++number}`;
  const [old_domain, new_domain] = [`old${number}.example`, `new${number}.example`];
  const { id: company_id } = await createCompany(directory.agent, { name, domains: old_domain });
  const change: DomainChange = { company_id, old_domain, new_domain, former: 'keep', is_domain_kept: true };
  const member = async (local: string, more = {}) =>
    (await createContact(directory.agent, { name: local, email: `${local}@${old_domain}`, company: name, ...more })).id;
  return { company_id, old_domain, new_domain, change, member };
}

const addressesOf = async (id: number) =>
  (await findContact(directory.agent, { id })).emails.map(({ email, is_primary, state }) => [
    email.replace(/\d+\.example/, ''),
    is_primary,
    state,
  ]);

test('all contacts of a company get the new domain, keep the old address, and it can be undone', async () => {
  const { agent, supervisor } = directory;
  const { company_id, old_domain, new_domain, change, member } = await firm();
  const ruth = await member('ruth', { other_emails: `ruth2@${old_domain}` });
  const omar = await member('omar');
  await activateContact(directory.admin, omar);
  const elsewhere = (await createContact(agent, { name: 'Not a member', email: `kim@${old_domain}` })).id;
  const preview = await previewDomainChange(supervisor, { company_id, old_domain, new_domain });
  assert.deepEqual(
    [preview.changed_count, preview.taken_count, preview.signing_in_count, preview.first.length],
    [3, 0, 1, 3],
  );
  const { id, changed_count } = await changeDomain(supervisor, {
    ...change,
    new_domain: ` @${new_domain.toUpperCase()}`,
  });
  assert.equal(changed_count, 3);
  assert.deepEqual((await addressesOf(ruth)).map(([email]) => email).sort(), [
    'ruth2@new',
    'ruth2@old',
    'ruth@new',
    'ruth@old',
  ]);
  const [primary] = await addressesOf(ruth);
  assert.deepEqual(primary, ['ruth@new', true, 'unverified']);
  assert.deepEqual(await addressesOf(omar), [
    ['omar@new', true, 'unverified'],
    ['omar@old', false, 'verified'],
  ]);
  assert.deepEqual(await addressesOf(elsewhere), [['kim@old', true, 'unverified']]);
  assert.deepEqual((await findCompany(agent, { id: company_id })).domains, [new_domain, old_domain].sort());
  assert.equal((await listContacts(agent, readContactFilter({ search: `omar@${new_domain}` }))).rows.length, 1);
  const log = (await listChanges(agent, { record: 'contact', record_id: omar })).changes[0]!;
  assert.deepEqual(
    [log.act, log.changes],
    [
      'domain_changed',
      { email: [`omar@${old_domain}`, `omar@${new_domain}`], other_emails: [null, [`omar@${old_domain}`]] },
    ],
  );
  assert.deepEqual(await findDomainChange(agent, { company_id, id }), { id, old_domain, new_domain, changed_count: 3 });
  assert.equal(await findDomainChange(directory.stranger, { company_id, id }), null);
  assert.equal(await undoDomainChange(supervisor, { company_id, id }), 2);
  assert.equal(await findDomainChange(agent, { company_id, id }), null);
  assert.deepEqual(await addressesOf(omar), [['omar@old', true, 'verified']]);
  assert.deepEqual((await addressesOf(ruth))[0], ['ruth@old', true, 'unverified']);
  assert.equal((await addressesOf(ruth)).length, 2);
  assert.deepEqual((await findCompany(agent, { id: company_id })).domains, [old_domain]);
  await assert.rejects(undoDomainChange(supervisor, { company_id, id }), { kind: 'not_found' });
});

for (const former of ['retire', 'remove'] as const) {
  test(`the old address is ${former}d where that is chosen, and comes back by the undo`, async () => {
    const { supervisor, agent } = directory;
    const { company_id, new_domain, change, member } = await firm();
    const id = await member('ada');
    await activateContact(directory.admin, id);
    const { id: change_id } = await changeDomain(supervisor, { ...change, former, is_domain_kept: false });
    assert.deepEqual(await addressesOf(id), [
      ['ada@new', true, 'unverified'],
      ...(former === 'retire' ? [['ada@old', false, 'retired']] : []),
    ]);
    assert.deepEqual((await findCompany(agent, { id: company_id })).domains, [new_domain]);
    await undoDomainChange(supervisor, { company_id, id: change_id });
    assert.deepEqual(await addressesOf(id), [['ada@old', true, 'verified']]);
  });
}

test('an address that somebody else has is named beforehand and left out', async () => {
  const { agent, supervisor, admin } = directory;
  const { company_id, old_domain, new_domain, change, member } = await firm();
  const taken = await member('ruth');
  const free = await member('omar');
  await createContact(agent, { name: 'Other Ruth', email: `ruth@${new_domain}` });
  const preview = await previewDomainChange(supervisor, { company_id, old_domain, new_domain });
  assert.deepEqual([preview.changed_count, preview.taken.map(({ taken_by }) => taken_by?.name)], [1, ['Other Ruth']]);
  await changeDomain(admin, change);
  assert.deepEqual(await addressesOf(taken), [['ruth@old', true, 'unverified']]);
  assert.deepEqual((await addressesOf(free))[0], ['omar@new', true, 'unverified']);
});

test('an address of somebody who was deleted for ever comes to nobody by a change of domain, nor by its undo', async () => {
  const { agent, supervisor, admin } = directory;
  const { company_id, old_domain, new_domain, change, member } = await firm();
  const [ruth, omar] = [await member('ruth'), await member('omar')];
  const erase = async (email: string) => {
    const { id: contact_id } = await createContact(agent, { name: 'Not Him', email });
    await eraseContact(admin, { contact_id, mode: 'remove', is_confirmed: true });
  };
  await erase(`ruth@${new_domain}`);
  const { taken, changed_count } = await previewDomainChange(supervisor, { company_id, old_domain, new_domain });
  assert.deepEqual(
    [changed_count, taken.map(({ old_email, taken_by }) => [old_email, taken_by])],
    [1, [[`ruth@${old_domain}`, { contact_id: null, name: null }]]],
  );
  const { id } = await changeDomain(supervisor, { ...change, former: 'remove' });
  assert.deepEqual(await addressesOf(ruth), [['ruth@old', true, 'unverified']]);
  assert.deepEqual(await addressesOf(omar), [['omar@new', true, 'unverified']]);
  await erase(`omar@${old_domain}`);
  assert.equal(await undoDomainChange(supervisor, { company_id, id }), 0);
  assert.deepEqual(await addressesOf(omar), [['omar@new', true, 'unverified']]);
});

test('who has the new address already gets it as primary, and as it was by the undo', async () => {
  const { agent, supervisor } = directory;
  const { company_id, new_domain, change, member } = await firm();
  const id = await member('kim', { other_emails: `kim@${new_domain}` });
  const retired = await member('lee');
  await addContactEmail(agent, { contact_id: retired, email: `lee@${new_domain}` });
  await makeEmailPrimary(agent, { contact_id: retired, email: `lee@${new_domain}`, former: 'keep' });
  await makeEmailPrimary(agent, { contact_id: retired, email: `lee@${change.old_domain}`, former: 'retire' });
  const { id: change_id } = await changeDomain(supervisor, change);
  assert.deepEqual(await addressesOf(id), [
    ['kim@new', true, 'unverified'],
    ['kim@old', false, 'unverified'],
  ]);
  assert.deepEqual(await addressesOf(retired), [
    ['lee@new', true, 'unverified'],
    ['lee@old', false, 'unverified'],
  ]);
  await undoDomainChange(supervisor, { company_id, id: change_id });
  assert.deepEqual(await addressesOf(id), [
    ['kim@old', true, 'unverified'],
    ['kim@new', false, 'unverified'],
  ]);
  assert.deepEqual(await addressesOf(retired), [
    ['lee@old', true, 'unverified'],
    ['lee@new', false, 'retired'],
  ]);
});

test('the undo leaves whoever has changed his address since', async () => {
  const { agent, supervisor } = directory;
  const { company_id, change, member } = await firm();
  const id = await member('mia');
  const { id: change_id } = await changeDomain(supervisor, change);
  await addContactEmail(agent, { contact_id: id, email: `mia@chosen${number}.example` });
  await makeEmailPrimary(agent, { contact_id: id, email: `mia@chosen${number}.example`, former: 'keep' });
  assert.equal(await undoDomainChange(supervisor, { company_id, id: change_id }), 0);
  assert.deepEqual((await addressesOf(id))[0], ['mia@chosen', true, 'unverified']);
});

test('a thousand addresses change and go back within seconds', async () => {
  const { supervisor, system } = directory;
  const { company_id, old_domain, change } = await firm();
  await inTransaction(system, ({ db }) =>
    db.client!.query(
      `with made as (
         insert into contact (account_id, name, sort_key, source, created_at, updated_at)
         select 1, 'C ' || n, 'c', 'import', now(), now() from generate_series(1, 1000) n returning id
       ), addressed as (
         insert into contact_email (account_id, email, contact_id, is_primary, created_at)
         select 1, 'c' || id || '@' || $1::text, id, true, now() from made)
       insert into membership (account_id, contact_id, company_id, is_primary, created_at)
       select 1, id, $2, true, now() from made`,
      [old_domain, company_id],
    ),
  );
  assert.deepEqual(await listMemberDomains(supervisor, { company_id }), [old_domain]);
  const started = performance.now();
  const { id, changed_count } = await changeDomain(supervisor, change);
  assert.equal(changed_count, 1000);
  assert.equal(await undoDomainChange(supervisor, { company_id, id }), 1000);
  assert.ok(performance.now() - started < 20_000);
});

test('a domain that can not be is refused, and only a supervisor may', async () => {
  const { agent, supervisor, stranger } = directory;
  const { company_id, old_domain, change } = await firm();
  const { old_domain: others } = await firm();
  const typed = (new_domain: string) => changeDomain(supervisor, { ...change, new_domain });
  await assert.rejects(typed('nonsense'), { code: 'fields.not_a_domain' });
  await assert.rejects(typed(old_domain), { code: 'contacts.same_domain' });
  await assert.rejects(typed('gmail.com'), { code: 'companies.public_domain' });
  await assert.rejects(typed(others), { code: 'companies.domain_taken' });
  await assert.rejects(changeDomain(agent, change), { kind: 'forbidden' });
  await assert.rejects(changeDomain(stranger, change), { kind: 'not_found' });
  await assert.rejects(previewDomainChange(stranger, change), { kind: 'not_found' });
  await assert.rejects(undoDomainChange(stranger, { company_id, id: 1 }), { kind: 'not_found' });
});
