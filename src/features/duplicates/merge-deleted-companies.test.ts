import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findCompany } from '#features/companies/find-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { deleteCompany } from '#features/contacts/members/delete-company.ts';
import { restoreCompany } from '#features/contacts/members/restore-company.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import type { Context } from '#platform/context.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { mergeContacts } from './merge-contacts.ts';
import { unmergeContacts } from './unmerge-contacts.ts';

let directory: TestDirectory;
let ctx: Context;
before(async () => {
  directory = await startDirectory();
  ctx = directory.supervisor;
});
after(() => directory.stop());

let made = 0;
/** A contact admin of the first company, who belongs to the others too. */
async function member(...companies: string[]): Promise<number> {
  const { id } = await createContact(ctx, { name: 'Ruth King', email: `member${++made}@hanbit.example` });
  const memberships = companies.map((company, at) => ({
    company,
    is_primary: at === 0,
    role: at === 0 ? ('contact_admin' as const) : ('none' as const),
    ticket_visibility: 'own' as const,
  }));
  await updateMemberships(ctx, { contact_id: id, memberships });
  return id;
}

async function companyOf(contact_id: number, name: string): Promise<number> {
  const { memberships } = await findContact(ctx, { id: contact_id });
  return memberships.find(({ company }) => company === name)!.company_id;
}

const remove = (id: number) => deleteCompany(ctx, { id, children: 'to_top' });
const merge = (survivor_id: number, other_id: number) =>
  mergeContacts(ctx, {
    survivor_id,
    other_id,
    choices: { fields: {}, takes_stronger_memberships: false, keeps_own_states: false },
  });
const membershipsOf = async (id: number) =>
  (await findContact(ctx, { id })).memberships.map(({ company, role, is_primary }) => [company, role, is_primary]);

test('N04 a company restored after a merge finds the survivor, and the other one again once that is undone', async () => {
  const [one, other] = [await member('Acorn'), await member('Birch', 'Cedar')];
  const id = await companyOf(other, 'Birch');
  await remove(id);
  const { merge_id } = await merge(one, other);
  await restoreCompany(ctx, { id });
  assert.deepEqual(await membershipsOf(one), [
    ['Acorn', 'contact_admin', true],
    ['Birch', 'contact_admin', false],
    ['Cedar', 'none', false],
  ]);
  assert.deepEqual(await membershipsOf(other), []);
  await unmergeContacts(ctx, { merge_id });
  assert.deepEqual(await membershipsOf(one), [['Acorn', 'contact_admin', true]]);
  assert.deepEqual((await membershipsOf(other)).map(([company, role]) => [company, role]).sort(), [
    ['Birch', 'contact_admin'],
    ['Cedar', 'none'],
  ]);
  assert.equal((await findCompany(ctx, { id })).deleted_at, null);
});

test('N04 the only company of the one merged away becomes the survivor’s primary one when it is restored, and back', async () => {
  const [one, other] = [await member(), await member('Dogwood')];
  const id = await companyOf(other, 'Dogwood');
  await remove(id);
  const { merge_id } = await merge(one, other);
  await restoreCompany(ctx, { id });
  assert.deepEqual(await membershipsOf(one), [['Dogwood', 'contact_admin', true]]);
  await unmergeContacts(ctx, { merge_id });
  assert.deepEqual([await membershipsOf(one), await membershipsOf(other)], [[], [['Dogwood', 'contact_admin', true]]]);
});

test('N04 a company that is restored after the undo of a merge finds whom it had, whether deleted before the merge or since', async () => {
  const [one, other] = [await member('Elm'), await member('Fir', 'Gingko')];
  const [before, since] = [await companyOf(other, 'Fir'), await companyOf(other, 'Gingko')];
  await remove(before);
  const { merge_id } = await merge(one, other);
  await remove(since);
  await unmergeContacts(ctx, { merge_id });
  for (const id of [since, before]) await restoreCompany(ctx, { id });
  assert.deepEqual(await membershipsOf(one), [['Elm', 'contact_admin', true]]);
  assert.deepEqual((await membershipsOf(other)).map(([company]) => company).sort(), ['Fir', 'Gingko']);
});

test('N04 where both belonged to a deleted company the survivor has his own membership back', async () => {
  const [one, other] = [await member('Holly'), await member('Hazel', 'Holly')];
  const id = await companyOf(one, 'Holly');
  await remove(id);
  const { merge_id } = await merge(one, other);
  await restoreCompany(ctx, { id });
  assert.deepEqual(
    (await membershipsOf(one)).find(([company]) => company === 'Holly'),
    ['Holly', 'contact_admin', false],
  );
  await unmergeContacts(ctx, { merge_id });
  assert.deepEqual(
    (await membershipsOf(one)).map(([company]) => company),
    ['Holly'],
  );
  assert.deepEqual((await membershipsOf(other)).map(([company]) => company).sort(), ['Hazel', 'Holly']);
});
