import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'maru-files-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let made = 0;

/** A file with these bytes (or this text in UTF-8) that is gone when the test's process ends. Returns its path. */
export function makeFile(content: string | Uint8Array): string {
  const path = join(folder, `file-${++made}`);
  writeFileSync(path, content);
  return path;
}
