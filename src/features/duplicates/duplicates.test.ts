import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { removeContactEmail } from '#features/contacts/addresses/remove-contact-email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateMemberships } from '#features/contacts/members/update-memberships.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { countDuplicates } from './count-duplicates.ts';
import { listDuplicates } from './list-duplicates.ts';
import { listDuplicatesOf } from './list-duplicates-of.ts';
import { updateDuplicate } from './update-duplicate.ts';

let directory: TestDirectory;
let ctx: Context;
before(async () => {
  directory = await startDirectory();
  ctx = directory.supervisor;
});
after(() => directory.stop());

let made = 0;
const make = async (given: Record<string, string>) =>
  (await createContact(ctx, { name: `Nobody ${++made}`, unique_external_id: `X-${made}`, ...given })).id;
const setDeleted = (id: number, isDeleted: boolean) =>
  inTransaction(ctx, ({ db, clock }) =>
    db
      .updateTable('contact')
      .set({ deleted_at: isDeleted ? clock.now() : null })
      .where('id', '=', id)
      .execute(),
  );
const reasonsBetween = async (one: number, other: number) =>
  (await listDuplicatesOf(ctx, { contact_id: one })).find(({ contact_id }) => contact_id === other)?.reasons ?? [];

test('the same phone makes a pair, as phone or as mobile, until a fourth one has it', async () => {
  const one = await make({ phone: '010-2077-0001' });
  const other = await make({ mobile: '+82 10 2077 0001' });
  assert.deepEqual(await reasonsBetween(one, other), ['same_phone']);
  const third = await make({ phone: '01020770001' });
  assert.equal((await listDuplicatesOf(ctx, { contact_id: one })).length, 2);
  const fourth = await make({ phone: '010 2077 0001' });
  assert.deepEqual(await listDuplicatesOf(ctx, { contact_id: one }), []);
  assert.deepEqual(await reasonsBetween(other, third), []);
  await updateContact(ctx, { id: fourth, phone: '' });
  assert.deepEqual(await reasonsBetween(one, other), ['same_phone']);
  await setDeleted(third, true);
  assert.deepEqual(await reasonsBetween(one, third), []);
  await setDeleted(third, false);
  assert.deepEqual(await reasonsBetween(third, one), ['same_phone']);
});

test('the same name in the same company makes a pair, in another company none', async () => {
  const one = await make({ name: 'Zoé  KING', company: 'Hanbit' });
  const other = await make({ name: 'zoe king', company: 'hanbit' });
  const elsewhere = await make({ name: 'Zoe King', company: 'Litware' });
  assert.deepEqual(await reasonsBetween(one, other), ['same_name']);
  assert.deepEqual(await reasonsBetween(one, elsewhere), []);
  const member = { role: 'none', ticket_visibility: 'own', is_primary: true } as const;
  await updateMemberships(ctx, { contact_id: other, memberships: [{ ...member, company: 'Litware' }] });
  assert.deepEqual(await reasonsBetween(one, other), []);
  assert.deepEqual(await reasonsBetween(elsewhere, other), ['same_name']);
  await updateContact(ctx, { id: other, name: 'Zoe Clark' });
  assert.deepEqual(await reasonsBetween(elsewhere, other), []);
});

test('addresses that differ in dots, tags, a mistyped provider or the domain of one name make a pair', async () => {
  const one = await make({ email: 'haneul.kim@gmail.com' });
  const dotted = await make({ email: 'ha.neulkim+shop@gmail.com' });
  const mistyped = await make({ email: 'haneul.kim@gmial.com' });
  assert.deepEqual(await reasonsBetween(one, dotted), ['like_address']);
  assert.deepEqual(await reasonsBetween(one, mistyped), ['like_address']);
  const named = await make({ name: '박서연', email: 'seoyeon.p@gmail.com' });
  const namesake = await make({ name: '박서연', email: 'seoyeonp@hanbit.example' });
  const stranger = await make({ name: '이서연', email: 'seoyeon.p@hanmi.example' });
  assert.deepEqual(await reasonsBetween(named, namesake), ['like_address']);
  assert.deepEqual(await reasonsBetween(named, stranger), []);
  const [office, neighbour] = [await make({ email: 'info@abc.example' }), await make({ email: 'info@abd.example' })];
  assert.deepEqual(await reasonsBetween(office, neighbour), []);
  await addContactEmail(ctx, { contact_id: neighbour, email: 'in.fo@abc.example' });
  assert.deepEqual(await reasonsBetween(office, neighbour), ['like_address']);
  await removeContactEmail(ctx, { contact_id: neighbour, email: 'in.fo@abc.example' });
  assert.deepEqual(await reasonsBetween(office, neighbour), []);
});

test('one part before the @ at two domains says nothing of namesakes once a fourth has it, nor where it is a mailbox or short', async () => {
  const namesake = (email: string) => make({ name: '김민준', email });
  const [one, other] = [await namesake('minjun.kim@a.example'), await namesake('minjunkim@b.example')];
  assert.deepEqual(await reasonsBetween(one, other), ['like_address']);
  const third = await make({ email: 'third@c.example' });
  await addContactEmail(ctx, { contact_id: third, email: 'minjun.kim@c.example' });
  assert.deepEqual(await reasonsBetween(one, other), ['like_address']);
  const fourth = await namesake('minjun.kim+1@d.example');
  assert.deepEqual(await reasonsBetween(one, other), []);
  await setDeleted(fourth, true);
  assert.deepEqual(await reasonsBetween(one, other), [], 'a deleted one has it still');
  await setDeleted(fourth, false);
  await removeContactEmail(ctx, { contact_id: third, email: 'minjun.kim@c.example' });
  for (const [a, b] of [
    [one, other],
    [one, fourth],
    [other, fourth],
  ] as const) {
    assert.deepEqual(await reasonsBetween(a, b), ['like_address']);
  }
  for (const local of ['info', 'in.fo', 'kim', 'office+1']) {
    const [first, second] = [await namesake(`${local}@e.example`), await namesake(`${local}@f.example`)];
    assert.deepEqual(await reasonsBetween(first, second), [], local);
  }
});

test('the list shows the most certain first, counts, and forgets nobody who was told apart', async () => {
  const one = await make({ name: '박서준', company: '푸른식품', phone: '010-3000-0001', email: 'seojun@blue.example' });
  const other = await make({
    name: '박서준',
    company: '푸른식품',
    phone: '010-3000-0001',
    email: 'seo.jun@blue.example',
  });
  const { rows } = await listDuplicates(ctx);
  assert.deepEqual(
    rows[0]!.contacts.map(({ id }) => id),
    [one, other],
  );
  assert.deepEqual(rows[0]!.reasons, ['like_address', 'same_name', 'same_phone']);
  const { count } = await countDuplicates(ctx);
  await updateDuplicate(ctx, { contact_id: other, other_contact_id: one, is_dismissed: true });
  assert.equal((await countDuplicates(ctx)).count, count - 1);
  await updateContact(ctx, { id: one, phone: '' });
  await updateContact(ctx, { id: one, phone: '010-3000-0001', name: '박 서준' });
  assert.deepEqual(await reasonsBetween(one, other), []);
  await updateDuplicate(ctx, { contact_id: one, other_contact_id: other, is_dismissed: false });
  assert.deepEqual(await reasonsBetween(one, other), ['like_address', 'same_phone']);
  await assert.rejects(
    updateDuplicate(directory.agent, { contact_id: one, other_contact_id: other, is_dismissed: true }),
    { kind: 'forbidden' },
  );
});

test('the list goes on from page to page, each pair once', async () => {
  for (let n = 0; n < 25; n++) {
    for (const phone of ['phone', 'mobile']) await make({ [phone]: `010-4000-00${n + 10}` });
  }
  const seen: number[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listDuplicates(ctx, after === undefined ? {} : { after });
    seen.push(...page.rows.map(({ id }) => id));
    if (!page.next) break;
    after = page.next;
  }
  assert.equal(new Set(seen).size, seen.length);
  assert.equal(seen.length, (await countDuplicates(ctx)).count);
});

test('F01 nobody sees or judges another account’s pairs', async () => {
  const one = await make({ phone: '010-5000-0001' });
  const other = await make({ phone: '010-5000-0001' });
  assert.deepEqual((await listDuplicates(directory.stranger)).rows, []);
  assert.deepEqual(await listDuplicatesOf(directory.stranger, { contact_id: one }), []);
  const judged = { contact_id: one, other_contact_id: other, is_dismissed: true };
  await assert.rejects(updateDuplicate(directory.stranger, judged), { kind: 'not_found' });
  assert.deepEqual(await reasonsBetween(one, other), ['same_phone']);
});
