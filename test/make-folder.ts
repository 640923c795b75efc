import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
const enough = 6 * 1024 ** 3;

/** Where tests keep what they throw away: in memory where there is plenty, for they then don't wait for a slow disk. */
export function throwAwayFolder(): string {
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > enough ? memory : tmpdir();
}

const folders: string[] = [];
// At the very end: what still lies in a folder may be in use until then.
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is gone when the test file ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(throwAwayFolder(), 'maru-'));
  folders.push(folder);
  return folder;
}
