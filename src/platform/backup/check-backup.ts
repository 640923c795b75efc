import type { Ending, Manifest } from './backup.ts';
import { readBackup } from './read-backup.ts';

/** A backup that was read to its end and is whole. */
export interface CheckedBackup {
  path: string;
  manifest: Manifest;
  ending: Ending;
  rows: number;
  /** Of the rows' text. */
  bytes: number;
}

/** Reads a whole backup before anything is done with it; `allow` may refuse it for what its manifest says. Fails as `readBackup` does. */
export async function checkBackup(path: string, allow: (manifest: Manifest) => void): Promise<CheckedBackup> {
  let manifest: Manifest | undefined;
  let ending: Ending | undefined;
  for await (const part of readBackup(path)) {
    if ('manifest' in part) {
      manifest = part.manifest;
      allow(manifest);
    }
    if ('ending' in part) ending = part.ending;
  }
  const total = (name: 'rows' | 'bytes') => ending!.tables.reduce((sum, table) => sum + table[name], 0);
  return { path, manifest: manifest!, ending: ending!, rows: total('rows'), bytes: total('bytes') };
}
