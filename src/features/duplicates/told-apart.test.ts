import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listChanges } from '#features/change-log/list-changes.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { startDirectory, type TestDirectory } from '../../../test/start-directory.ts';
import { listDuplicatesOf } from './list-duplicates-of.ts';
import { listToldApart } from './list-told-apart.ts';
import { updateDuplicate } from './update-duplicate.ts';

let directory: TestDirectory;
let ctx: Context;
before(async () => {
  directory = await startDirectory();
  ctx = directory.supervisor;
});
after(() => directory.stop());

const make = async (given: Record<string, string>) => (await createContact(ctx, { name: 'Nobody', ...given })).id;
const setDeleted = (id: number, isDeleted: boolean) =>
  inTransaction(ctx, ({ db, clock }) =>
    db
      .updateTable('contact')
      .set({ deleted_at: isDeleted ? clock.now() : null })
      .where('id', '=', id)
      .execute(),
  );
const logOf = async (record_id: number) =>
  (await listChanges(ctx, { record: 'contact', record_id })).changes.map(({ act, changes }) => [act, changes]);

test('who told whom apart stands in both logs and in a list, until it is taken back', async () => {
  const one = await make({ name: 'Ann Reed', phone: '010-6000-0001' });
  const other = await make({ name: 'Anna Reed', phone: '010-6000-0001' });
  const pair = { contact_id: one, other_contact_id: other };
  await updateDuplicate(ctx, { ...pair, is_dismissed: true });
  await updateDuplicate(ctx, { ...pair, is_dismissed: true });
  const [newest] = (await listToldApart(directory.agent)).rows;
  const by = ctx.caller.kind === 'agent' ? ctx.caller.name : '';
  assert.deepEqual([newest!.contacts.map(({ id }) => id), newest!.told_apart_by], [[one, other], by]);
  assert.ok(newest!.told_apart_at.getTime() > Date.now() - 60_000);
  const told = ['told_apart', { told_apart_from: [null, 'Anna Reed'] }];
  assert.deepEqual(await logOf(one), [told, ['created', null]]);
  assert.deepEqual((await logOf(other))[0], ['told_apart', { told_apart_from: [null, 'Ann Reed'] }]);
  assert.deepEqual((await listToldApart(directory.stranger)).rows, []);
  await setDeleted(other, true);
  assert.notEqual((await listToldApart(ctx)).rows[0]?.id, newest!.id, 'not while one of them is deleted');
  await setDeleted(other, false);
  await updateDuplicate(ctx, { ...pair, is_dismissed: false });
  assert.notEqual((await listToldApart(ctx)).rows[0]?.id, newest!.id);
  assert.deepEqual((await logOf(one))[0], ['told_apart_undone', { told_apart_from: ['Anna Reed', null] }]);
  assert.deepEqual((await listDuplicatesOf(ctx, { contact_id: one }))[0]?.reasons, ['same_phone']);
});

test('the list of those told apart goes on from page to page and back, the newest first', async () => {
  const one = await make({ name: 'Everybody’s other', unique_external_id: 'X' });
  const others: number[] = [];
  for (let n = 0; n < 25; n++) {
    others.push(await make({ unique_external_id: `X-${n}` }));
    await updateDuplicate(ctx, { contact_id: one, other_contact_id: others[n]!, is_dismissed: true });
  }
  const first = await listToldApart(ctx);
  const second = await listToldApart(ctx, { after: first.next! });
  const shown = [...first.rows, ...second.rows].map(({ contacts }) => contacts[1].id);
  assert.deepEqual(shown.slice(0, 25), others.toReversed());
  assert.deepEqual([first.rows.length, first.previous], [20, null]);
  assert.deepEqual((await listToldApart(ctx, { before: second.previous! })).rows, first.rows);
});
