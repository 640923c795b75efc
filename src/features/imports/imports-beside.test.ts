import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addContactEmail } from '#features/contacts/addresses/add-contact-email.ts';
import { createContact } from '#features/contacts/create-contact.ts';
import { updateContact } from '#features/contacts/update-contact.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { Failure } from '#platform/failure.ts';
import { bytesOf, contactOf } from '../../../test/import-list.ts';
import { startApp, type TestApp } from '../../../test/start-app.ts';
import { createImport } from './create-import.ts';
import { findImport } from './find-import.ts';
import { updateMapping } from './mapping/update-mapping.ts';
import { runImport } from './run-import.ts';
import { startImport } from './start-import.ts';
import { undoImport } from './undo/undo-import.ts';

const rows = 240;

let app: TestApp;
before(async () => {
  app = await startApp({ accounts: 2 });
});
after(() => app.stop());

/** A started import of people of whom each list has a half in common with the next one; forwards or backwards. */
async function start(ctx: Context, from: number): Promise<number> {
  const numbers = Array.from({ length: rows }, (_, n) => from + n);
  if (from % 20 === 0) numbers.reverse();
  const text = numbers.map((n) => `P${n},p${n}@beside.example,q${n}@beside.example,Co ${n % 7},T${from}\n`).join('');
  const { id } = await createImport(ctx, {
    name: 'l.csv',
    bytes: bytesOf(`Name,Email,Other emails,Company,Title\n${text}`),
  });
  await updateMapping(ctx, { id, can_create_companies: true });
  await startImport(ctx, { id });
  await inTransaction(ctx, ({ db }) => db.updateTable('import').set({ chunk_rows: 40 }).where('id', '=', id).execute());
  return id;
}

/** Works as a process of its own would: takes what is to be taken until all are over. */
async function workOff(account_id: number, ids: readonly number[]): Promise<void> {
  const ctx = app.systemCtx(account_id);
  const isOver = async (id: number) => !['running', 'undoing'].includes((await findImport(ctx, { id })).state);
  for (let open = [...ids]; open.length > 0; ) {
    for (const import_id of open) await runImport({ ...ctx, stopping: new AbortController().signal }, { import_id });
    const over = await Promise.all(open.map(isOver));
    open = open.filter((_, place) => !over[place]);
  }
}

/** An agent, or a program with his key, who adds and changes the same people meanwhile: he hears of clashes and of nothing else. */
async function editBeside(ctx: Context, numbers: readonly number[]): Promise<void> {
  for (const n of numbers) {
    const [email, other] = [`p${n}@beside.example`, `q${n}@beside.example`];
    await createContact(ctx, { name: `Mine ${n}`, email: other, other_emails: [email] }).catch(onlyClashes);
    const id = await contactOf(ctx, email);
    if (id === undefined) continue;
    await updateContact(ctx, { id, job_title: 'Mine', company: `Co ${n % 5}` }).catch(onlyClashes);
    await addContactEmail(ctx, { contact_id: id, email: `r${n}@beside.example` }).catch(onlyClashes);
  }
}

function onlyClashes(error: unknown): void {
  if (!(error instanceof Failure)) throw error;
}

test('G09 imports of overlapping lists and agents at the same people get on with each other, whichever process and account', async () => {
  const [ctx, other] = [await app.ctxOfAdmin(1), await app.ctxOfAdmin(2)];
  const mine = [await start(ctx, 0), await start(ctx, 110), await start(ctx, 220)];
  const theirs = [await start(other, 0)];
  const some = Array.from({ length: 60 }, (_, n) => n * 7);
  await Promise.all([
    workOff(1, mine),
    workOff(1, mine.toReversed()),
    workOff(2, theirs),
    editBeside(ctx, some),
    editBeside(await app.ctxOfAgent('agent'), some.toReversed()),
  ]);
  for (const [by, ids] of [
    [ctx, mine],
    [other, theirs],
  ] as const) {
    for (const id of ids) {
      const { state, progress } = await findImport(by, { id });
      const { created, updated, unchanged, refused } = progress.run!;
      assert.deepEqual([state, created + updated + unchanged + refused], ['done', rows]);
    }
  }
  const { rows: people } = await inTransaction(ctx, ({ db }) =>
    db.client!.query(
      `select count(distinct contact_id)::int as owners, count(*)::int as addresses from contact_email
       where account_id = 1 and email ~ '^p\\d'`,
    ),
  );
  assert.deepEqual(people[0], { owners: 460, addresses: 460 });

  // And their undo beside the same agents.
  for (const id of mine.toReversed()) await undoImport(ctx, { id });
  await Promise.all([workOff(1, mine), workOff(1, mine.toReversed()), editBeside(ctx, some)]);
  for (const id of mine) assert.equal((await findImport(ctx, { id })).state, 'undone');
  for (const n of some) assert.ok(await contactOf(ctx, `p${n}@beside.example`), `p${n} was touched and stays`);
});
