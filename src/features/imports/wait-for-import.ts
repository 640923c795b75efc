import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandContext } from '#platform/command.ts';
import { type FoundImport, findImport } from './find-import.ts';
import type { ImportState } from './import.ts';

const atWork: readonly ImportState[] = ['checking', 'running', 'undoing'];

/**
 * Waits for a command until nothing is at work on an import, and has `tell` say how far it is now and then. Works the job
 * off in this process too, so that it also ends where no worker runs; if one has taken it up, this one finds nothing to do.
 */
export async function waitForImport(
  ctx: CommandContext,
  id: number,
  tell: (found: FoundImport) => void,
): Promise<FoundImport> {
  let isWorking = true;
  const work = ctx.worker.runDue().finally(() => {
    isWorking = false;
  });
  work.catch(() => undefined);
  for (;;) {
    const found = await findImport(ctx, { id });
    if (!atWork.includes(found.state)) break;
    tell(found);
    await sleep(isWorking ? 250 : 1000);
  }
  await work;
  return findImport(ctx, { id });
}
