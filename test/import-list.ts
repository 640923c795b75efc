import { checkImport } from '#features/imports/check-import.ts';
import { createImport } from '#features/imports/create-import.ts';
import { type FoundImport, findImport } from '#features/imports/find-import.ts';
import { startImport } from '#features/imports/start-import.ts';
import type { Context } from '#platform/context.ts';
import type { TestApp } from './start-app.ts';

/** A list taken in as somebody uploads it, with its columns as they are guessed; the import's id. */
export async function uploadList(ctx: Context, text: string, name = 'list.csv'): Promise<number> {
  const bytes = (async function* () {
    yield Buffer.from(text);
  })();
  return (await createImport(ctx, { name, bytes })).id;
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
