import { join } from 'node:path';
import type { Context } from '#platform/context.ts';
import { inTemporaryFolder } from '#platform/files/in-temporary-folder.ts';

/**
 * Copies a stored file to this machine's disk for as long as `work` needs it there. Its name comes from nobody (threat
 * G06); what a killed program leaves of it is removed when the next one starts.
 */
export function withFile<R>(ctx: Context, file_id: number, work: (path: string) => Promise<R>): Promise<R> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, 'table');
    await ctx.files.copyTo(ctx, file_id, path);
    return work(path);
  });
}
