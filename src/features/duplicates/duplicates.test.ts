import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { addContactEmail } from '#features/contacts/add-contact-email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { removeContactEmail } from '#features/contacts/remove-contact-email.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { updateMemberships } from '#features/contacts/update-memberships.ts';
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
  const one = await make({ name: '김하늘', email: 'haneul.kim@gmail.com' });
  const dotted = await make({ email: 'ha.neulkim+shop@gmail.com' });
  const mistyped = await make({ email: 'haneul.kim@gmial.com' });
  const namesake = await make({ name: '김하늘', email: 'haneulkim@hanbit.example' });
  const stranger = await make({ name: '이하늘', email: 'haneul.kim@hanbit.example' });
  assert.deepEqual(await reasonsBetween(one, dotted), ['like_address']);
  assert.deepEqual(await reasonsBetween(one, mistyped), ['like_address']);
  assert.deepEqual(await reasonsBetween(one, namesake), ['like_address']);
  assert.deepEqual(await reasonsBetween(one, stranger), []);
  const [office, neighbour] = [await make({ email: 'info@abc.example' }), await make({ email: 'info@abd.example' })];
  assert.deepEqual(await reasonsBetween(office, neighbour), []);
  await addContactEmail(ctx, { contact_id: neighbour, email: 'in.fo@abc.example' });
  assert.deepEqual(await reasonsBetween(office, neighbour), ['like_address']);
  await removeContactEmail(ctx, { contact_id: neighbour, email: 'in.fo@abc.example' });
  assert.deepEqual(await reasonsBetween(office, neighbour), []);
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

const people = 7;
const names = ['kim', 'lee'];
const keys = ['a@gmail.com', 'a.@gmail.com', 'a@gmial.com', 'a@x.com', 'b@x.com', 'b+1@x.com'];
const step = fc.oneof(
  fc.record({
    act: fc.constant('phone' as const),
    who: fc.array(fc.nat(people - 1), { minLength: 1 }),
    value: fc.nat(2),
  }),
  fc.record({
    act: fc.constant('mobile' as const),
    who: fc.array(fc.nat(people - 1), { minLength: 1 }),
    value: fc.nat(2),
  }),
  fc.record({
    act: fc.constant('name' as const),
    who: fc.array(fc.nat(people - 1), { minLength: 1 }),
    value: fc.nat(1),
  }),
  fc.record({
    act: fc.constant('deleted' as const),
    who: fc.array(fc.nat(people - 1), { minLength: 1 }),
    value: fc.nat(1),
  }),
  fc.record({
    act: fc.constant('company' as const),
    who: fc.array(fc.nat(people - 1), { minLength: 1 }),
    value: fc.nat(2),
  }),
  fc.record({
    act: fc.constant('address' as const),
    who: fc.array(fc.nat(people - 1), { minLength: 1, maxLength: 1 }),
    value: fc.nat(keys.length - 1),
  }),
  fc.record({
    act: fc.constant('gone' as const),
    who: fc.array(fc.nat(people - 1), { minLength: 1 }),
    value: fc.constant(0),
  }),
);

test('whatever statements change many contacts at once, the pairs are those that the rules say', async () => {
  const companies = await inTransaction(ctx, ({ db }) =>
    sql<{ id: number }>`
      insert into company (account_id, name, name_key, sort_key, created_at, updated_at)
      select 1, 'Pair ' || n, 'pair ' || n, 'pair ' || n, now(), now() from generate_series(1, 2) n returning id`.execute(
      db,
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      await inTransaction(ctx, async ({ db }) => {
        await sql`delete from contact`.execute(db);
        const { rows } = await sql<{ id: number }>`
          insert into contact (account_id, name, sort_key, source, created_at, updated_at)
          select 1, 'kim', 'kim', 'agent', now(), now() from generate_series(1, ${people}) returning id`.execute(db);
        for (const { act, who, value } of steps) {
          const ids = [...new Set(who)].map((place) => rows[place]!.id);
          const among = sql`id = any (${ids}::bigint[])`;
          const phone = value === 0 ? null : `+8210000000${value}`;
          if (act === 'phone') await sql`update contact set phone_e164 = ${phone} where ${among}`.execute(db);
          if (act === 'mobile') await sql`update contact set mobile_e164 = ${phone} where ${among}`.execute(db);
          if (act === 'name') await sql`update contact set sort_key = ${names[value]} where ${among}`.execute(db);
          if (act === 'deleted') {
            await sql`update contact set deleted_at = ${value ? new Date() : null} where ${among}`.execute(db);
          }
          if (act === 'gone' && ids.length < 3)
            await sql`delete from contact where ${among} and phone_e164 is not null`.execute(db);
          if (act === 'company') {
            await sql`delete from membership where contact_id = any (${ids}::bigint[])`.execute(db);
            await sql`insert into membership (account_id, contact_id, company_id, is_primary, created_at)
              select 1, id, ${companies.rows[value]?.id ?? 0}, true, now() from contact where ${among} and ${value < 2}`.execute(
              db,
            );
          }
          if (act === 'address') {
            await sql`insert into contact_email (account_id, email, contact_id, is_primary, created_at)
              select 1, ${keys[value]}, id, false, now() from contact where ${among}
              on conflict (account_id, email) do update set contact_id = excluded.contact_id`.execute(db);
          }
        }
        const { rows: found } = await sql`
          select contact_id, other_contact_id, has_same_phone, has_same_name, has_like_address from duplicate_pair
          order by 1, 2`.execute(db);
        assert.deepEqual(found, (await bruteForce(db)).rows);
      });
    }),
    { numRuns: 60 },
  );
});

test('of hundreds that one statement brings, the pairs are those that the rules say', async () => {
  const many = 150;
  await inTransaction(ctx, async ({ db }) => {
    await sql`delete from contact`.execute(db);
    const { rows } = await sql<{ id: number }>`
      insert into contact (account_id, name, sort_key, source, phone_e164, mobile_e164, created_at, updated_at)
      select 1, 'kim', 'kim ' || n % 40, 'agent', '+82100000' || n % 110, '+82100000' || n % 105 + 60, now(), now()
      from generate_series(1, ${many}) n returning id`.execute(db);
    const ids = rows.map(({ id }) => id);
    await sql`
      insert into membership (account_id, contact_id, company_id, is_primary, created_at)
      select 1, id, (select min(id) from company) + n % 2, true, now()
      from unnest(${ids}::bigint[]) with ordinality as made (id, n)`.execute(db);
    await sql`
      insert into contact_email (account_id, email, contact_id, is_primary, created_at)
      select 1, case n % 5 when 0 then 'a.b' || n / 5 % 60 || '+' || n else 'ab' || n / 5 % 60 || repeat('.', (n % 5)::int) || 'x' || n / 300 end
        || '@' || (array['gmail.com', 'gmial.com', 'acorn.example'])[1 + n % 3], id, true, now()
      from unnest(${ids}::bigint[]) with ordinality as made (id, n)
      on conflict do nothing`.execute(db);
    const { rows: found } = await sql`
      select contact_id, other_contact_id, has_same_phone, has_same_name, has_like_address from duplicate_pair
      order by 1, 2`.execute(db);
    assert.ok(found.length > 100);
    assert.deepEqual(found, (await bruteForce(db)).rows);
  });
});

/** Every contact with every other, by the rules in words. */
function bruteForce(db: Context['db']) {
  return sql`
    with living as (select * from contact where deleted_at is null),
    phones as (
      select e164, array_agg(distinct id) as ids from living cross join unnest(array[phone_e164, mobile_e164]) e164
      where e164 is not null group by e164 having count(distinct id) <= 3),
    offices as (
      select array_agg(id) as ids from living join membership m on m.contact_id = id and is_primary
      group by company_id, sort_key having count(*) <= 3),
    mailboxes as (
      select array_agg(distinct contact_id) as ids from contact_email join living on living.id = contact_id
      group by likeness_key having count(distinct contact_id) <= 3),
    judged as (
      select a.id as contact_id, b.id as other_contact_id,
        exists (select from phones where array[a.id, b.id] <@ ids) as has_same_phone,
        exists (select from offices where array[a.id, b.id] <@ ids) as has_same_name,
        exists (select from mailboxes where array[a.id, b.id] <@ ids) or exists (
          select from contact_email e join contact_email f on f.contact_id = b.id and e.contact_id = a.id
            and split_part(e.likeness_key, '@', 1) = split_part(f.likeness_key, '@', 1)
          where a.sort_key = b.sort_key
            or array[split_part(e.email, '@', 2), split_part(f.email, '@', 2)] <@ array['gmail.com', 'gmial.com']
              and split_part(e.email, '@', 2) <> split_part(f.email, '@', 2)) as has_like_address
      from living a join living b on a.id < b.id)
    select * from judged where has_same_phone or has_same_name or has_like_address order by 1, 2`.execute(db);
}
