import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '#platform/context.ts';

/** Copies a stored file to this machine's disk for as long as `work` needs it there. Its name comes from nobody (threat G06). */
export async function withFile<R>(ctx: Context, file_id: number, work: (path: string) => Promise<R>): Promise<R> {
  const folder = await mkdtemp(join(tmpdir(), 'maru-import-'));
  try {
    const path = join(folder, 'table');
    await ctx.files.copyTo(ctx, file_id, path);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
