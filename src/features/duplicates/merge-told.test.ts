import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { findContact } from '#features/contacts/find-contact.ts';
import type { Context } from '#platform/context.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import type { MergeChoices } from './contact-merge.ts';
import { findMergeNews } from './find-merge-news.ts';
import { findMergeOfChange } from './find-merge-of-change.ts';
import { findMergePreview } from './find-merge-preview.ts';
import { listMerged } from './list-merged.ts';
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
const merge = (survivor_id: number, other_id: number) => mergeContacts(ctx, { survivor_id, other_id, choices: plain });

test('the page of the one who is left tells the merge, its entry takes it back, and his timeline has both', async () => {
  const one = await make({ phone: '021' });
  const other = await make({ name: 'Other', phone: '022' });
  const { merge_id } = await merge(one, other);
  const merged_ids = (await listMerged(ctx, { contact_id: one })).map(({ id }) => id);
  assert.deepEqual(merged_ids, [other]);
  const { changes } = await listChanges(ctx, { record: 'contact', record_id: one, merged_ids });
  assert.deepEqual(
    changes.map(({ act, record_id }) => [act, record_id]),
    [
      ['merged', one],
      ['created', other],
      ['created', one],
    ],
  );
  const change_id = changes[0]!.id!;
  assert.equal(await findMergeOfChange(ctx, { contact_id: one, change_id }), merge_id);
  assert.equal(await findMergeOfChange(ctx, { contact_id: other, change_id }), null);
  const told = { contact_id: one, merged: other, unmerged: null };
  assert.deepEqual(await findMergeNews(ctx, told), { kind: 'merged', name: 'Other', merge_id });
  await unmergeContacts(ctx, { merge_id });
  assert.equal(await findMergeNews(ctx, told), null);
  const parted = await findMergeNews(ctx, { contact_id: one, merged: null, unmerged: other });
  assert.deepEqual(parted, { kind: 'unmerged', name: 'Other', other_id: other });
});

test('the preview says what a merge will do and does nothing', async () => {
  const one = await make({ name: 'Ada', email: 'ada@a.example', phone: '02-1', company: 'Preview' });
  const other = await make({ name: 'Ada L.', email: 'ada@b.example', phone: '02-2', company: 'Litware' });
  const { plan } = await findMergePreview(ctx, { survivor_id: one, other_id: other, choices: plain });
  const differing = plan.fields.filter(({ survivor, other }) => survivor !== null && other !== null);
  assert.deepEqual(
    differing.map(({ ref, side }) => [ref, side]),
    ['name', 'email', 'phone', 'company'].map((ref) => [ref, 'survivor']),
  );
  assert.deepEqual(
    plan.memberships.gained.map(({ company }) => company),
    ['Litware'],
  );
  assert.equal(plan.access.takes_password, false);
  assert.equal((await findContact(ctx, { id: other })).email, 'ada@b.example');
});
