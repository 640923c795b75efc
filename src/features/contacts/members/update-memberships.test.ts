import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { membershipsSeen, updateMemberships, type WantedMembership } from './update-memberships.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const plain: WantedMembership = { company: '', is_primary: false, role: 'none', ticket_visibility: 'own' };

test('a contact belongs to several companies, one of them primary, with a role and a sight of tickets in each', async () => {
  const { agent } = directory;
  const { id } = await createContact(agent, { name: 'Ruth', email: 'ruth@x.example', company: 'Acme' });
  await updateMemberships(agent, {
    contact_id: id,
    memberships: [
      { ...plain, company: 'acme', role: 'contact_admin', ticket_visibility: 'company_and_children' },
      { ...plain, company: ' Beta ', is_primary: true },
      { ...plain, company: '  ' },
    ],
  });
  const { memberships } = await findContact(agent, { id });
  assert.deepEqual(
    memberships.map(({ company_id, ...membership }) => membership),
    [
      { company: 'Beta', is_primary: true, role: 'none', ticket_visibility: 'own' },
      { company: 'Acme', is_primary: false, role: 'contact_admin', ticket_visibility: 'company_and_children' },
    ],
  );
  const same = memberships.map(({ company_id, ...membership }) => membership);
  await updateMemberships(agent, { contact_id: id, memberships: same.toReversed() });
  const { changes } = await listChanges(agent, { record: 'contact', record_id: id });
  assert.deepEqual(
    changes.map(({ act, changes }) => [act, changes]),
    [
      [
        'memberships_changed',
        { companies: [['Acme · primary'], ['Beta · primary', 'acme · contact_admin · company_and_children']] },
      ],
      ['created', null],
    ],
  );
});

test('the first company is the primary one when none says so, and without companies he has none', async () => {
  const { agent } = directory;
  const { id } = await createContact(agent, { name: 'Kim', email: 'kim@x.example' });
  await updateMemberships(agent, {
    contact_id: id,
    memberships: [
      { ...plain, company: 'One' },
      { ...plain, company: 'Two' },
    ],
  });
  assert.equal((await findContact(agent, { id })).memberships[0]!.company, 'One');
  await updateMemberships(agent, { contact_id: id, memberships: [] });
  assert.deepEqual((await findContact(agent, { id })).memberships, []);
});

test('a company listed twice, and a role or a sight that is none, are refused', async () => {
  const { agent, stranger } = directory;
  const { id } = await createContact(agent, { name: 'Lee', email: 'lee@x.example' });
  const wanted = (...memberships: object[]) =>
    updateMemberships(agent, {
      contact_id: id,
      memberships: memberships.map((more) => ({ ...plain, company: 'One', ...more })),
    });
  await assert.rejects(wanted({}, { company: 'ONE' }), { code: 'contacts.twice_in_company' });
  await assert.rejects(wanted({ role: 'admin' }), { code: 'platform.not_a_choice' });
  await assert.rejects(wanted({ ticket_visibility: 'all' }), { code: 'platform.not_a_choice' });
  await assert.rejects(wanted({ company: 'x'.repeat(300) }), { code: 'platform.too_long' });
  assert.deepEqual((await findContact(agent, { id })).memberships, []);
  await assert.rejects(updateMemberships(stranger, { contact_id: id, memberships: [] }), { kind: 'not_found' });
});

test('companies that somebody else has changed since a form was opened are not overwritten', async () => {
  const { agent, supervisor } = directory;
  const { id } = await createContact(agent, { name: 'Ruth', email: 'two.windows@x.example', company: 'Acme' });
  const seen = membershipsSeen((await findContact(agent, { id })).memberships);
  const theirs = [
    { ...plain, company: 'Acme' },
    { ...plain, company: 'Beta' },
  ];
  const mine = [{ ...plain, company: 'Acme', role: 'contact_admin' as const }];
  await updateMemberships(supervisor, { contact_id: id, memberships: theirs, seen });
  await assert.rejects(updateMemberships(agent, { contact_id: id, memberships: mine, seen }), {
    code: 'contacts.companies_changed_meanwhile',
  });
  // Sent twice it is what was wanted.
  await updateMemberships(supervisor, { contact_id: id, memberships: theirs, seen });
  const { memberships } = await findContact(agent, { id });
  assert.deepEqual(
    memberships.map(({ company, role }) => [company, role]),
    [
      ['Acme', 'none'],
      ['Beta', 'none'],
    ],
  );
  const now = membershipsSeen(memberships);
  await updateMemberships(agent, { contact_id: id, memberships: mine, seen: now });
  assert.equal((await findContact(agent, { id })).memberships[0]!.role, 'contact_admin');
});
