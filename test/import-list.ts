import assert from 'node:assert/strict';
import { checkImport } from '#features/imports/check-import.ts';
import { createImport, type NewImport } from '#features/imports/create-import.ts';
import { type FoundImport, findImport } from '#features/imports/find-import.ts';
import { updateMapping } from '#features/imports/mapping/update-mapping.ts';
import { startImport } from '#features/imports/start-import.ts';
import { undoImport } from '#features/imports/undo/undo-import.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { TestApp } from './start-app.ts';

/** A text as a file comes in. */
export async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** A list taken in as somebody uploads it, with its columns as they are guessed; the import's id. */
export async function uploadList(
  ctx: Context,
  text: string,
  name = 'list.csv',
  more: Omit<NewImport, 'name' | 'bytes'> = {},
): Promise<number> {
  return (await createImport(ctx, { name, bytes: bytesOf(text), ...more })).id;
}

/** Checks an import to its end. */
export async function checkList(app: TestApp, ctx: Context, id: number): Promise<FoundImport> {
  await checkImport(ctx, { id });
  await app.worker.runDue();
  return findImport(ctx, { id });
}

/** Runs an import to its end. */
export async function runList(app: TestApp, ctx: Context, id: number): Promise<FoundImport> {
  await startImport(ctx, { id });
  await app.worker.runDue();
  return findImport(ctx, { id });
}

/** A list that was imported whole, three rows at a time; the import's id. */
export async function importText(app: TestApp, ctx: Context, text: string): Promise<number> {
  const { id } = await createImport(ctx, { name: 'list.csv', bytes: bytesOf(text) });
  await updateMapping(ctx, { id, can_create_companies: true });
  await startImport(ctx, { id });
  await inTransaction(ctx, ({ db }) => db.updateTable('import').set({ chunk_rows: 3 }).where('id', '=', id).execute());
  await app.worker.runDue();
  assert.equal((await findImport(ctx, { id })).state, 'done');
  return id;
}

/** Undoes an import to its end. */
export async function undoWhole(app: TestApp, ctx: Context, id: number): Promise<FoundImport> {
  await undoImport(ctx, { id });
  await app.worker.runDue();
  const found = await findImport(ctx, { id });
  assert.equal(found.state, 'undone');
  return found;
}

/** Whose an address is; undefined for nobody's. */
export async function contactOf(ctx: Context, email: string): Promise<number | undefined> {
  const row = await inTransaction(ctx, ({ db }) =>
    db.selectFrom('contact_email').select('contact_id').where('email', '=', email).executeTakeFirst(),
  );
  return row?.contact_id;
}
