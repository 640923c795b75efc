/**
 * A program that a test can kill while it works: `node test/bulk-actor.ts <database url> <account id> <bulk action> <seconds>`
 * goes on with a bulk action as a worker does whose clock is so many seconds ahead, saying so once it begins.
 * `killActors` starts and kills it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { leaseMs } from '#features/bulk-actions/bulk-action.ts';
import { runBulkAction } from '#features/bulk-actions/run-bulk-action.ts';
import { createClock } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { openPool } from '#platform/database/postgres-pool.ts';
import { createLog } from '#platform/log.ts';
import { projectFolder } from '#platform/project-folder.ts';
import type { JobContext } from '#platform/queue/job.ts';
import { platformContext } from './platform-context.ts';

/** Kills as many workers with `kill -9` as asked, one after the other's lease has run out; gives how far ahead the clock is by then. */
export async function killActors(url: string, bulk_action_id: number, kills: number): Promise<number> {
  for (let kill = 0; kill < kills; kill++) {
    const given = [url, '1', String(bulk_action_id), String((kill * 2 * leaseMs) / 1_000)];
    const actor = spawn(process.execPath, [join(projectFolder, 'test/bulk-actor.ts'), ...given], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(actor, 'exit');
    await once(actor.stdout, 'data');
    await sleep(Math.random() * 400);
    actor.kill('SIGKILL');
    await ended;
  }
  return kills * 2 * leaseMs;
}

/** As a worker's job has it that is not asked to end. */
export function jobContext(ctx: Context): JobContext {
  return {
    ...ctx,
    stopping: new AbortController().signal,
    mail: { is_configured: false, send: async () => ({ outcome: 'unreachable', reason: 'no server' }), close() {} },
  };
}

if (import.meta.main) {
  const [url, account_id, bulk_action_id, seconds] = process.argv.slice(2);
  const appPool = openPool(url!, { log: createLog('error', 'stderr'), name: 'actor', max: 2, statement_timeout: 0 });
  const clock = createClock();
  clock.offset_ms = Number(seconds) * 1_000;
  const ctx = platformContext({ appPool }, { account_id: Number(account_id), clock });
  console.log('working');
  await runBulkAction(jobContext(ctx), { bulk_action_id: Number(bulk_action_id) });
  await appPool.end();
}
