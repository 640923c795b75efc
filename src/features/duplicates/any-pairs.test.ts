import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';

let directory: TestDirectory;
let ctx: Context;
before(async () => {
  directory = await startDirectory();
  ctx = directory.supervisor;
});
after(() => directory.stop());

const people = 7;
const names = ['kim', 'lee'];
const keys = [
  ...['haneul@gmail.com', 'haneul.@gmail.com', 'haneul@gmial.com', 'haneul@x.com', 'haneul@y.com', 'haneul@z.com'],
  ...['dasom@x.com', 'dasom+1@x.com', 'dasom@y.com', 'info@x.com', 'info@y.com', 'lee@x.com', 'lee@y.com'],
];
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
          if (act === 'gone' && ids.length < 3) {
            // Addresses go first, as where somebody is erased.
            const gone = sql`select id from contact where ${among} and phone_e164 is not null`;
            await sql`delete from contact_email where contact_id in (${gone})`.execute(db);
            await sql`delete from contact where id in (${gone})`.execute(db);
          }
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
    with living as materialized (select * from contact where deleted_at is null),
    telling as materialized (
      select local from (select split_part(likeness_key, '@', 1) as local, contact_id from contact_email) e
      where length(local) > 3 and local <> 'info' group by local having count(distinct contact_id) <= 3),
    addresses as materialized (
      select id, sort_key, likeness_key, split_part(likeness_key, '@', 1) as local, split_part(email, '@', 2) as domain
      from contact_email join living on living.id = contact_id),
    sharing as (
      select 'phone' as what, array_agg(distinct id) as ids from living cross join unnest(array[phone_e164, mobile_e164]) e164
      where e164 is not null group by e164 having count(distinct id) <= 3
      union all
      select 'name', array_agg(id) from living join membership m on m.contact_id = id and is_primary
      group by company_id, sort_key having count(*) <= 3
      union all
      select 'address', array_agg(distinct id) from addresses group by likeness_key having count(distinct id) <= 3),
    pairs as (
      select what, one, other from sharing cross join unnest(ids) one cross join unnest(ids) other
      union all
      select 'address', e.id, f.id from addresses e join addresses f using (local)
      where (e.sort_key = f.sort_key and local in (select local from telling))
        or (array[e.domain, f.domain] <@ array['gmail.com', 'gmial.com'] and e.domain <> f.domain))
    select one as contact_id, other as other_contact_id, bool_or(what = 'phone') as has_same_phone,
      bool_or(what = 'name') as has_same_name, bool_or(what = 'address') as has_like_address
    from pairs where one < other group by one, other order by 1, 2`.execute(db);
}
