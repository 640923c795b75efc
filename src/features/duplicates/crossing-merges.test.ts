import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact } from '#features/contacts/create-contact.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import type { MergeChoices } from './contact-merge.ts';
import { findSurvivor } from './find-survivor.ts';
import { mergeContacts } from './merge-contacts.ts';
import { unmergeContacts } from './unmerge-contacts.ts';

let directory: TestDirectory;
let ctx: Context;
before(async () => {
  directory = await startDirectory();
  ctx = directory.supervisor;
});
after(() => directory.stop());

const choices: MergeChoices = { fields: {}, takes_stronger_memberships: false, keeps_own_states: false };
const make = async (given: Record<string, unknown>) => (await createContact(ctx, { name: 'Nobody', ...given })).id;
const merge = (survivor_id: number, other_id: number) => mergeContacts(ctx, { survivor_id, other_id, choices });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof Failure ? error.code : error),
  );

test('O01 nobody is merged with himself or twice, and who is left is named', async () => {
  const [one, other, third] = [await make({ phone: '1' }), await make({ phone: '2' }), await make({ phone: '3' })];
  assert.equal(await codeOf(merge(one, one)), 'duplicates.same_contact');
  const first = await merge(one, other);
  await assert.rejects(merge(other, third), (error: Failure) => {
    assert.equal(error.code, 'duplicates.merged_away');
    assert.deepEqual(error.more.existing, { contact_id: one });
    return true;
  });
  assert.equal(await codeOf(merge(one, other)), 'duplicates.merged_away');
  await merge(third, one);
  assert.equal((await findSurvivor(ctx, { id: other }))!.id, third);
  assert.equal(await codeOf(unmergeContacts(ctx, first)), 'duplicates.merged_on');
});

test('O01 merges that cross: one wins, the others are refused, nothing deadlocks and nobody is lost, 50 rounds', async () => {
  for (let round = 0; round < 50; round++) {
    const given = (name: string) => ({
      name,
      email: `${name}${round}@cross.example`,
      company: 'Cross',
      phone: `02-700-${1000 + round}`,
    });
    const [a, b, c] = [await make(given('a')), await make(given('b')), await make(given('c'))];
    const results = await Promise.all([codeOf(merge(b, a)), codeOf(merge(a, b)), codeOf(merge(c, a))]);
    for (const code of results) assert.ok(code === null || code === 'duplicates.merged_away', String(code));
    const { rows } = await inTransaction(ctx, async ({ db }) => ({
      rows: await db
        .selectFrom('contact')
        .leftJoin('contact_email', 'contact_email.contact_id', 'contact.id')
        .select(['contact.id', 'merged_into_contact_id', 'email', 'is_primary'])
        .where('contact.id', 'in', [a, b, c])
        .execute(),
    }));
    const merged = new Set(rows.filter((row) => row.merged_into_contact_id).map(({ id }) => id));
    assert.equal(merged.size, results.filter((code) => code === null).length);
    assert.ok(merged.size >= 1 && merged.size <= 2);
    for (const row of rows) assert.ok(!row.email || !merged.has(row.id), 'addresses are with the survivors');
    assert.equal(rows.filter(({ email }) => email).length, 3);
    assert.equal(rows.filter(({ is_primary }) => is_primary).length, 3 - merged.size);
  }
});
