import { join } from 'node:path';
import type { ServerBuild } from 'react-router';
import { type Assets, readAssets } from '#platform/http/assets.ts';
import { projectFolder } from '#platform/project-folder.ts';
import type { createApp } from '../src/app.ts';

/** The built program: what `npm start` runs. */
export interface Program {
  createApp: typeof createApp;
  pages: { build: ServerBuild; assets: Assets };
}

/** Loads `build/`, which `npm test` has brought up to date, for tests that look at pages: `startApp({ program })`. */
export async function loadProgram(): Promise<Program> {
  // Not a plain import: what is built has no types, and no file, before it is built.
  const built = join(projectFolder, 'build', 'server', 'index.js');
  const program = (await import(built)) as { createApp: typeof createApp; pages: ServerBuild };
  const assets = await readAssets(join(projectFolder, 'build', 'client'));
  return { createApp: program.createApp, pages: { build: program.pages, assets } };
}
