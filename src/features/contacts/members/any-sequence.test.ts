import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { maxTreeDepth } from '#features/companies/check-parent.ts';
import { createCompany } from '#features/companies/create-company.ts';
import { moveCompany } from '#features/companies/move-company.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { startDirectory, type TestDirectory } from '../../../../test/start-directory.ts';
import { deleteCompany } from './delete-company.ts';
import { moveContact } from './move-contact.ts';
import { restoreCompany } from './restore-company.ts';
import { updateMemberships } from './update-memberships.ts';

let directory: TestDirectory;
before(async () => {
  directory = await startDirectory();
});
after(() => directory.stop());

const company = fc.nat({ max: 5 });
const contact = fc.nat({ max: 2 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), company, parent: fc.option(company) }),
  fc.record({
    kind: fc.constant('delete' as const),
    company,
    children: fc.constantFrom('move_up' as const, 'to_top' as const),
  }),
  fc.record({ kind: fc.constant('restore' as const), company }),
  fc.record({ kind: fc.constant('join' as const), contact, companies: fc.uniqueArray(company, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('leave' as const), contact, company, is_former_kept: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

let run = 0;

test('any sequence of moves, deletions, restorations and memberships keeps the tree a tree and every membership accounted for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { supervisor } = directory;
      const prefix = `R${++run}`;
      const companies: number[] = [];
      for (let at = 0; at < 6; at++) companies.push((await createCompany(supervisor, { name: `${prefix} C${at}` })).id);
      const contacts: number[] = [];
      for (let at = 0; at < 3; at++) {
        contacts.push((await createContact(supervisor, { name: 'P', unique_external_id: `${prefix} P${at}` })).id);
      }
      for (const one of steps) {
        const before = await state(supervisor, companies, contacts);
        const isDone = await take(supervisor, one, { companies, contacts, prefix });
        const then = await state(supervisor, companies, contacts);
        check(then, companies);
        // Deleting and restoring lose no membership: it is in sight or set aside.
        if (!isDone || one.kind === 'delete' || one.kind === 'restore' || one.kind === 'move') {
          assert.deepEqual(then.all, before.all);
        }
      }
    }),
    { numRuns: 25 },
  );
});

async function take(
  ctx: Context,
  one: Step,
  { companies, contacts, prefix }: { companies: number[]; contacts: number[]; prefix: string },
): Promise<boolean> {
  const plain = { role: 'none', ticket_visibility: 'own' } as const;
  try {
    if (one.kind === 'move') {
      await moveCompany(ctx, {
        id: companies[one.company]!,
        parent_company_id: one.parent === null ? null : companies[one.parent]!,
      });
    }
    if (one.kind === 'delete') await deleteCompany(ctx, { id: companies[one.company]!, children: one.children });
    if (one.kind === 'restore') await restoreCompany(ctx, { id: companies[one.company]! });
    if (one.kind === 'join') {
      const memberships = one.companies.map((at, place) => ({
        ...plain,
        company: `${prefix} C${at}`,
        is_primary: place === 1,
      }));
      await updateMemberships(ctx, { contact_id: contacts[one.contact]!, memberships });
    }
    if (one.kind === 'leave') {
      const contact_id = contacts[one.contact]!;
      const [first] = (await findContact(ctx, { id: contact_id })).memberships;
      if (!first) return false;
      const move = { contact_id, from_company_id: first.company_id, company: `${prefix} C${one.company}` };
      await moveContact(ctx, { ...move, ...plain, is_former_kept: one.is_former_kept });
    }
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

interface State {
  parents: Map<number, number | null>;
  deleted: Set<number>;
  memberships: { contact_id: number; company_id: number; is_primary: boolean }[];
  /** Every membership, in sight or set aside, as `contact company`. */
  all: string[];
}

async function state(ctx: Context, companies: number[], contacts: number[]): Promise<State> {
  return inTransaction(ctx, async ({ db }) => {
    const rows = await db
      .selectFrom('company')
      .select(['id', 'parent_company_id', 'deleted_at'])
      .where('id', 'in', companies)
      .execute();
    const memberships = await db
      .selectFrom('membership')
      .select(['contact_id', 'company_id', 'is_primary'])
      .where('contact_id', 'in', contacts)
      .execute();
    const { rows: all } = await sql<{ pair: string }>`
      select contact_id || ' ' || company_id as pair from (
        select contact_id, company_id from membership union all select contact_id, company_id from set_aside_membership) every
      where contact_id = any(${contacts}::bigint[]) order by 1`.execute(db);
    return {
      parents: new Map(rows.map(({ id, parent_company_id }) => [id, parent_company_id])),
      deleted: new Set(rows.filter(({ deleted_at }) => deleted_at).map(({ id }) => id)),
      memberships,
      all: all.map(({ pair }) => pair),
    };
  });
}

function check({ parents, deleted, memberships, all }: State, companies: number[]): void {
  for (const id of companies) {
    let level = 1;
    for (let above = parents.get(id); above; above = parents.get(above)) level += 1;
    assert.ok(level <= maxTreeDepth, 'no circle, no more than 20 levels');
    assert.ok(!deleted.has(parents.get(id) ?? 0), 'nothing stands below a deleted company');
    if (deleted.has(id)) assert.equal(parents.get(id), null, 'a deleted company stands nowhere');
  }
  assert.ok(
    memberships.every(({ company_id }) => !deleted.has(company_id)),
    'nobody belongs to a deleted company',
  );
  assert.equal(new Set(all).size, all.length, 'no membership is there twice');
  for (const contact_id of new Set(memberships.map((one) => one.contact_id))) {
    const primary = memberships.filter((one) => one.contact_id === contact_id && one.is_primary);
    assert.equal(primary.length, 1, 'one of a contact’s companies is the primary one');
  }
}
