import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Maru's own folder, the one with package.json in it, wherever the sources or the built program lie below it. */
export const projectFolder = findUpwards(import.meta.dirname);

function findUpwards(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('no package.json above the program: it was moved out of its folder');
  return findUpwards(parent);
}
