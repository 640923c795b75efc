import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { readContactFilter } from '#features/contacts/filter/contact-filter.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import { listContacts } from '#features/contacts/list/list-contacts.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { inviteContact } from '#features/invitations/invite-contact.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { findCallerOfRequest } from '#features/sessions/find-caller-of-request.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import type { MergeChoices } from './contact-merge.ts';
import { findMergePreview } from './find-merge-preview.ts';
import { findSurvivor } from './find-survivor.ts';
import { listMerges } from './list-merges.ts';
import { mergeContacts } from './merge-contacts.ts';
import { unmergeContacts } from './unmerge-contacts.ts';

let directory: TestDirectory;
let ctx: Context;
before(async () => {
  directory = await startDirectory();
  ctx = directory.supervisor;
});
after(() => directory.stop());

const plain: MergeChoices = { fields: {}, takes_stronger_memberships: false, keeps_own_states: false };
const make = async (given: Record<string, unknown>) => (await createContact(ctx, { name: 'Nobody', ...given })).id;
const merge = (survivor_id: number, other_id: number, choices: Partial<MergeChoices> = {}) =>
  mergeContacts(ctx, { survivor_id, other_id, choices: { ...plain, ...choices } });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof Failure ? error.code : error),
  );

/** Lets a contact sign in by his primary address, as an accepted invitation does. */
async function activate(contact_id: number, password_hash: string): Promise<string> {
  await inTransaction(ctx, async ({ db, clock, caller }) => {
    const now = clock.now();
    await db
      .updateTable('contact')
      .set({ portal_access: 'active', activated_at: now })
      .where('id', '=', contact_id)
      .execute();
    await db
      .updateTable('contact_email')
      .set({ state: 'verified', verified_at: now })
      .where('contact_id', '=', contact_id)
      .where('is_primary', '=', true)
      .execute();
    await db
      .insertInto('contact_credential')
      .values({ account_id: caller.account_id, contact_id, password_hash, password_set_at: now })
      .execute();
  });
  return (await createSession(directory.system, { contact_id, is_remembered: false })).token;
}

const passwordOf = (contact_id: number) =>
  inTransaction(ctx, async ({ db }) => {
    const row = await db
      .selectFrom('contact_credential')
      .select('password_hash')
      .where('contact_id', '=', contact_id)
      .executeTakeFirst();
    return row?.password_hash ?? null;
  });

test('N04 a merge moves addresses, companies and what was empty, and both timelines say so', async () => {
  const one = await make({
    name: '김하늘',
    email: 'haneul@a.example',
    phone: '02-555-1234',
    tags: 'vip',
    company: 'Hanbit',
  });
  const other = await make({
    name: '김하늘 (구)',
    email: 'haneul@b.example',
    other_emails: 'hk@b.example',
    phone: '02-555-9999',
    mobile: '010-2077-9850',
    tags: 'vip,trial',
    company: 'Litware',
    unique_external_id: 'E-1',
  });
  await merge(one, other, { fields: { phone: 'other', email: 'other' } });
  const contact = await findContact(ctx, { id: one });
  assert.equal(contact.name, '김하늘');
  assert.equal(contact.phone, '02-555-9999');
  assert.equal(contact.mobile, '010-2077-9850');
  assert.equal(contact.unique_external_id, 'E-1');
  assert.deepEqual(contact.tags, ['vip', 'trial']);
  assert.deepEqual(
    contact.emails.map(({ email, is_primary }) => [email, is_primary]),
    [
      ['haneul@b.example', true],
      ['haneul@a.example', false],
      ['hk@b.example', false],
    ],
  );
  assert.deepEqual(
    contact.memberships.map(({ company, is_primary }) => [company, is_primary]),
    [
      ['Hanbit', true],
      ['Litware', false],
    ],
  );
  assert.ok((await findContact(ctx, { id: other })).deleted_at);
  assert.deepEqual(await findSurvivor(ctx, { id: other }), { id: one, name: '김하늘', merged_name: '김하늘 (구)' });
  const found = await listContacts(ctx, readContactFilter({ search: 'hk@b.example' }));
  assert.deepEqual(
    found.rows.map(({ id }) => id),
    [one],
  );
  const { changes } = await listChanges(ctx, { record: 'contact', record_id: one });
  assert.equal(changes[0]!.act, 'merged');
  assert.deepEqual(changes[0]!.changes!.email, ['haneul@a.example', 'haneul@b.example']);
  const [away] = (await listChanges(ctx, { record: 'contact', record_id: other })).changes;
  assert.deepEqual(away!.changes, { merged_into: [null, '김하늘'] });
});

test('N04 sessions, invitations and reset links of the one merged away die at once', async () => {
  const one = await make({ email: 'dies1@a.example' });
  const other = await make({ email: 'dies2@a.example' });
  await inTransaction(ctx, ({ db }) =>
    db.updateTable('account_host').set({ public_url: 'https://desk.example' }).execute(),
  );
  await inviteContact(ctx, { contact_id: other });
  const token = await activate(other, 'hash of other');
  await inTransaction(ctx, ({ db, clock, caller }) =>
    db
      .insertInto('password_reset')
      .values({
        account_id: caller.account_id,
        contact_id: other,
        email: 'dies2@a.example',
        token_hash: Buffer.from('reset of other'),
        created_at: clock.now(),
        expires_at: new Date(clock.now().getTime() + 3_600_000),
      })
      .execute(),
  );
  await merge(one, other);
  const stranger: Context = { ...ctx, caller: { kind: 'stranger', account_id: ctx.caller.account_id, locale: 'en' } };
  assert.equal((await findCallerOfRequest(stranger, { side: 'portal', token })).kind, 'stranger');
  const live = await inTransaction(ctx, async ({ db, clock }) => ({
    invitations: await db
      .selectFrom('invitation')
      .select('id')
      .where('contact_id', '=', other)
      .where('cancelled_at', 'is', null)
      .execute(),
    resets: await db
      .selectFrom('password_reset')
      .select('id')
      .where('contact_id', '=', other)
      .where('expires_at', '>', clock.now())
      .execute(),
  }));
  assert.deepEqual(live, { invitations: [], resets: [] });
});

test('the password of the only one who can sign in becomes the survivor’s; of two the survivor’s counts', async () => {
  const one = await make({ email: 'pw1@a.example' });
  const other = await make({ email: 'pw2@a.example' });
  const third = await make({ email: 'pw3@a.example' });
  await activate(other, 'hash of other');
  await activate(third, 'hash of third');
  const first = await merge(one, other);
  assert.equal(await passwordOf(one), 'hash of other');
  assert.equal((await findContact(ctx, { id: one })).portal_access, 'active');
  await merge(one, third);
  assert.equal(await passwordOf(one), 'hash of other');
  const [newest] = await listMerges(ctx, { contact_id: one });
  await unmergeContacts(ctx, { merge_id: newest!.id });
  assert.equal(await passwordOf(third), 'hash of third');
  await unmergeContacts(ctx, first);
  assert.equal(await passwordOf(one), null);
  assert.equal(await passwordOf(other), 'hash of other');
  assert.equal((await findContact(ctx, { id: one })).portal_access, 'none');
  assert.equal((await findContact(ctx, { id: other })).portal_access, 'active');
});

test('the stricter state counts unless the survivor is to keep his own', async () => {
  const lock = (id: number) =>
    inTransaction(ctx, ({ db, clock }) =>
      db
        .updateTable('contact')
        .set({ locked_at: clock.now(), locked_by: 'agent', blocked_at: clock.now() })
        .where('id', '=', id)
        .execute(),
    );
  const [one, two] = [await make({ email: 'strict1@a.example' }), await make({ email: 'strict2@a.example' })];
  const [locked, blocked] = [await make({ email: 'strict3@a.example' }), await make({ email: 'strict4@a.example' })];
  await lock(locked);
  await lock(blocked);
  const { merge_id } = await merge(one, locked);
  const strict = await findContact(ctx, { id: one });
  assert.equal(strict.portal_state, 'locked');
  assert.ok(strict.blocked_at);
  await unmergeContacts(ctx, { merge_id });
  assert.equal((await findContact(ctx, { id: one })).portal_state, 'none');
  assert.equal((await findContact(ctx, { id: locked })).portal_state, 'locked');
  await merge(two, blocked, { keeps_own_states: true });
  assert.equal((await findContact(ctx, { id: two })).portal_state, 'none');
});

test('in a company of both the survivor’s role stays, unless he is to take the stronger one', async () => {
  const admin = { company: 'Shared', role: 'contact_admin', ticket_visibility: 'company', is_primary: true } as const;
  const [one, two] = [
    await make({ email: 's1@a.example', company: 'Shared' }),
    await make({ email: 's2@a.example', company: 'Shared' }),
  ];
  const [other, another] = [await make({ email: 's3@a.example' }), await make({ email: 's4@a.example' })];
  for (const contact_id of [other, another]) await updateMemberships(ctx, { contact_id, memberships: [admin] });
  await merge(one, other);
  assert.equal((await findContact(ctx, { id: one })).memberships[0]!.role, 'none');
  const { merge_id } = await merge(two, another, { takes_stronger_memberships: true });
  const raised = (await findContact(ctx, { id: two })).memberships[0]!;
  assert.deepEqual([raised.role, raised.ticket_visibility], ['contact_admin', 'company']);
  await unmergeContacts(ctx, { merge_id });
  assert.equal((await findContact(ctx, { id: two })).memberships[0]!.role, 'none');
});

test('an undo leaves what was edited since, and gives back the rest', async () => {
  const one = await make({ name: 'Ruth King', email: 'ruth@a.example' });
  const other = await make({ name: 'R. King', email: 'ruth@b.example', mobile: '010-1111-2222', job_title: 'CFO' });
  const { merge_id } = await merge(one, other, { fields: { name: 'other' } });
  await updateContact(ctx, { id: one, job_title: 'CEO' });
  await unmergeContacts(ctx, { merge_id });
  const [ruth, back] = [await findContact(ctx, { id: one }), await findContact(ctx, { id: other })];
  assert.deepEqual([ruth.name, ruth.job_title, ruth.mobile, ruth.email], ['Ruth King', 'CEO', null, 'ruth@a.example']);
  assert.deepEqual(
    [back.name, back.job_title, back.mobile, back.email],
    ['R. King', 'CFO', '010-1111-2222', 'ruth@b.example'],
  );
  assert.equal(await codeOf(unmergeContacts(ctx, { merge_id })), 'duplicates.undone_already');
});

test('external ids: the one that is not chosen stays with the contact merged away and comes back', async () => {
  const one = await make({ unique_external_id: 'ERP-1' });
  const other = await make({ unique_external_id: 'ERP-2' });
  const { merge_id } = await merge(one, other, { fields: { unique_external_id: 'other' } });
  assert.equal((await findContact(ctx, { id: one })).unique_external_id, 'ERP-2');
  assert.equal(await codeOf(make({ unique_external_id: 'ERP-1' })), 'contacts.external_id_taken');
  await unmergeContacts(ctx, { merge_id });
  assert.equal((await findContact(ctx, { id: one })).unique_external_id, 'ERP-1');
  assert.equal((await findContact(ctx, { id: other })).unique_external_id, 'ERP-2');
});

test('only who may merge does, and F01 nobody another account’s contacts', async () => {
  const [one, other] = [await make({ phone: '11' }), await make({ phone: '12' })];
  const input = { survivor_id: one, other_id: other, choices: plain };
  await assert.rejects(mergeContacts(directory.agent, input), { kind: 'forbidden' });
  await assert.rejects(mergeContacts(directory.stranger, input), { kind: 'not_found' });
  await assert.rejects(findMergePreview(directory.stranger, input), { kind: 'not_found' });
  await assert.rejects(findMergePreview(directory.agent, input), { kind: 'forbidden' });
  const { merge_id } = await mergeContacts(ctx, input);
  await assert.rejects(unmergeContacts(directory.stranger, { merge_id }), { kind: 'not_found' });
  assert.deepEqual(await listMerges(directory.stranger, { contact_id: one }), []);
  assert.equal(await findSurvivor(directory.stranger, { id: other }), null);
  await assert.rejects(unmergeContacts(directory.agent, { merge_id }), { kind: 'forbidden' });
});
