import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '#platform/project-folder.ts';

/** Maru's own version, from package.json. */
export async function readVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')) as { version: string };
  return version;
}
