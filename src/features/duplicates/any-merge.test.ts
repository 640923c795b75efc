import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import { createCustomField } from '#features/custom-fields/create-custom-field.ts';
import { deleteContacts } from '#features/invitations/delete-contacts.ts';
import { restoreContacts } from '#features/invitations/restore-contacts.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { mergeContacts } from './merge-contacts.ts';
import { unmergeContacts } from './unmerge-contacts.ts';

let directory: TestDirectory;
let ctx: Context;
before(async () => {
  directory = await startDirectory();
  ctx = directory.supervisor;
  const field = { record: 'contact', choices: '' } as const;
  await createCustomField(directory.admin, {
    ...field,
    name: 'floor',
    kind: 'text',
    label_en: 'Floor',
    label_ko: '층',
  });
});
after(() => directory.stop());

/** Everything that belongs to these contacts but what a merge ends for good, and the time of the last change. */
async function allOf(ids: readonly number[]): Promise<unknown> {
  return inTransaction(ctx, async ({ db }) => {
    const rows = async (table: string, column: string, left_out: string[], order: string) => {
      const all = sql`to_jsonb(r) - ${left_out}::text[]`;
      const of = sql`select ${all} as row from ${sql.table(table)} r where ${sql.ref(column)} = any (${ids}::bigint[])`;
      return (await sql<{ row: unknown }>`${of} order by ${sql.raw(order)}`.execute(db)).rows;
    };
    return {
      contact: await rows('contact', 'id', ['updated_at'], 'id'),
      contact_email: await rows('contact_email', 'contact_id', [], 'email'),
      membership: await rows('membership', 'contact_id', [], 'contact_id, company_id'),
      contact_credential: await rows('contact_credential', 'contact_id', [], 'contact_id'),
      contact_search: await rows('contact_search', 'contact_id', [], 'contact_id'),
      contact_field_value: await rows('contact_field_value', 'contact_id', [], 'contact_id, field_id'),
      contact_tag: await rows('contact_tag', 'contact_id', [], 'contact_id, tag_key'),
      duplicate_name: await rows('duplicate_name', 'contact_id', [], 'contact_id'),
      duplicate_pair: await rows('duplicate_pair', 'contact_id', ['id'], 'contact_id, other_contact_id'),
    };
  });
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const person = fc.record({
  name: fc.constantFrom('Kim', 'Lee'),
  phone: maybe(fc.constantFrom('02-555-0001', '02-555-0002')),
  mobile: maybe(fc.constantFrom('010-2000-0001', '010-2000-0002')),
  job_title: maybe(fc.constantFrom('CEO', 'CFO')),
  tags: maybe(fc.constantFrom('a', 'a,b', 'c')),
  unique_external_id: fc.boolean(),
  floor: maybe(fc.constantFrom('1', '2')),
  addresses: fc.array(fc.constantFrom('unverified', 'verified', 'retired'), { maxLength: 3 }),
  companies: fc.uniqueArray(fc.record({ n: fc.nat(2), isAdmin: fc.boolean(), sees: fc.boolean() }), {
    selector: ({ n }) => n,
    maxLength: 3,
  }),
  access: fc.constantFrom('none', 'invited', 'active'),
  state: fc.constantFrom('none', 'locked', 'failures', 'deactivated', 'blocked'),
});
type Person = typeof person extends fc.Arbitrary<infer P> ? P : never;
const side = fc.constantFrom('survivor' as const, 'other' as const);
const chosen = fc.record({
  fields: fc.record(
    {
      name: side,
      phone: side,
      job_title: side,
      email: side,
      company: side,
      unique_external_id: side,
      'custom_fields.floor': side,
    },
    { requiredKeys: [] },
  ),
  takes_stronger_memberships: fc.boolean(),
  keeps_own_states: fc.boolean(),
});

let made = 0;

async function make({
  addresses,
  companies,
  access,
  state,
  floor,
  unique_external_id,
  ...given
}: Person): Promise<number> {
  const number = ++made;
  const emails = addresses.map((_, place) => `any${number}-${place}@merge.example`);
  const { id } = await createContact(ctx, {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    twitter_id: `any${number}`,
    ...(unique_external_id && { unique_external_id: `ANY-${number}` }),
    ...(floor && { custom_fields: { floor } }),
    ...(emails.length > 0 && { email: emails[0], other_emails: emails.slice(1).join() }),
  });
  await inTransaction(ctx, async ({ db, caller, clock }) => {
    const now = clock.now();
    for (const [place, email] of emails.entries()) {
      const kept = place === 0 && addresses[0] === 'retired' ? 'unverified' : addresses[place]!;
      await sql`update contact_email set state = ${kept} where email = ${email}`.execute(db);
    }
    for (const [place, { n, isAdmin, sees }] of companies.entries()) {
      await sql`insert into company (account_id, name, name_key, sort_key, created_at, updated_at)
        values (1, ${`Any ${n}`}, ${`any ${n}`}, ${`any ${n}`}, now(), now()) on conflict do nothing`.execute(db);
      await sql`insert into membership (account_id, contact_id, company_id, is_primary, role, ticket_visibility, created_at)
        select 1, ${id}, id, ${place === 0}, ${isAdmin ? 'contact_admin' : 'none'}, ${sees ? 'company' : 'own'}, ${now}
        from company where name_key = ${`any ${n}`}`.execute(db);
    }
    const locked = { locked_at: now, locked_by: state === 'failures' ? ('failures' as const) : ('agent' as const) };
    await db
      .updateTable('contact')
      .set({
        portal_access: access as 'none',
        ...(access === 'active' && { activated_at: now }),
        ...((state === 'locked' || state === 'failures') && locked),
        ...(state === 'deactivated' && { deactivated_at: now }),
        ...(state === 'blocked' && { blocked_at: now }),
      })
      .where('id', '=', id)
      .execute();
    if (access === 'active') {
      const credential = {
        account_id: caller.account_id,
        contact_id: id,
        password_hash: `hash ${id}`,
        password_set_at: now,
      };
      await db.insertInto('contact_credential').values(credential).execute();
    }
  });
  return id;
}

test('an undone merge leaves nothing behind, whatever the two are and whatever was chosen', async () => {
  await fc.assert(
    fc.asyncProperty(person, person, chosen, async (one, other, choices) => {
      const ids = [await make(one), await make(other)] as const;
      // What search looks through is written by acts, as in life.
      await updateContact(ctx, { id: ids[0], description: 'written' });
      await updateContact(ctx, { id: ids[1], description: 'written' });
      const before = await allOf(ids);
      const fields = JSON.parse(JSON.stringify(choices.fields)) as Record<string, 'survivor' | 'other'>;
      const merge = await mergeContacts(ctx, {
        survivor_id: ids[0],
        other_id: ids[1],
        choices: { ...choices, fields },
      });
      await unmergeContacts(ctx, merge);
      assert.deepEqual(await allOf(ids), before);
      await inTransaction(ctx, ({ db }) =>
        db
          .deleteFrom('contact')
          .where('id', 'in', [...ids])
          .execute(),
      );
    }),
    { numRuns: 30 },
  );
});

const step = fc.record({
  act: fc.constantFrom('create', 'edit', 'address', 'merge', 'unmerge', 'delete', 'restore'),
  one: fc.nat(20),
  other: fc.nat(20),
  person,
});

test('any sequence of create, edit, merge, unmerge, delete and restore keeps one owner and one primary of each', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 20 }), async (steps) => {
      const ids: number[] = [];
      const merges: number[] = [];
      const addresses = new Set<string>();
      for (const { act, one, other, person } of [
        ...steps.slice(0, 2).map((each) => ({ ...each, act: 'create' })),
        ...steps,
      ]) {
        const [id, next] = [ids[one % ids.length]!, ids[other % ids.length]!];
        try {
          if (act === 'create') {
            const created = await make(person);
            for (let place = 0; place < person.addresses.length; place++)
              addresses.add(`any${made}-${place}@merge.example`);
            ids.push(created);
          }
          if (act === 'edit') await updateContact(ctx, { id, name: person.name, phone: person.phone ?? '' });
          if (act === 'address') {
            const email = `more${++made}@merge.example`;
            await updateContact(ctx, { id, other_emails: email });
          }
          const choices = { fields: {}, takes_stronger_memberships: true, keeps_own_states: false };
          if (act === 'merge') {
            merges.push((await mergeContacts(ctx, { survivor_id: id, other_id: next, choices })).merge_id);
          }
          if (act === 'unmerge' && merges.length > 0)
            await unmergeContacts(ctx, { merge_id: merges[one % merges.length]! });
          if (act === 'delete') await deleteContacts(ctx, { contact_ids: [id] });
          if (act === 'restore') await restoreContacts(ctx, { contact_ids: [id] });
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
        }
        await checkPromises(ids);
      }
      await inTransaction(ctx, ({ db }) => db.deleteFrom('contact').where('id', 'in', ids).execute());
    }),
    { numRuns: 10 },
  );
});

async function checkPromises(ids: readonly number[]): Promise<void> {
  const { rows } = await inTransaction(ctx, ({ db }) =>
    sql<Record<string, unknown>>`
      select c.id, c.merged_into_contact_id is not null as is_merged, c.deleted_at is null as is_there,
        count(e.email) filter (where e.state <> 'retired') as usable, count(e.email) filter (where e.is_primary) as primaries,
        count(e.email) as addresses,
        (select count(*) from membership m where m.contact_id = c.id) as companies,
        (select count(*) from membership m where m.contact_id = c.id and m.is_primary) as primary_companies
      from contact c left join contact_email e on e.contact_id = c.id
      where c.id = any (${ids}::bigint[]) group by c.account_id, c.id`.execute(db),
  );
  for (const row of rows) {
    const told = JSON.stringify(row);
    if (row.is_merged) {
      assert.equal(row.addresses, 0, told);
      assert.equal(row.is_there, false, told);
      continue;
    }
    if (Number(row.usable) > 0) assert.equal(row.primaries, 1, told);
    assert.equal(row.primary_companies, Number(row.companies) > 0 ? 1 : 0, told);
  }
}
