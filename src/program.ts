/**
 * The entry of the server's build: the program and its pages in one module graph, so that there is one `Failure` and one
 * pool. `bin/program.mjs` loads it from `build/server/index.js`, since Node itself can not read `.tsx`. Pages of the
 * build work with this `createApp` only: the sources' own has other context keys and another `Failure`.
 */
import * as pages from 'virtual:react-router/server-build';
import type { ServerBuild } from 'react-router';
import { cli } from './cli.ts';
import { createTerminal } from './platform/create-terminal.ts';

export { createApp } from './app.ts';
export { pages };

/** Runs one command line; gives the exit status. */
export function run(argv: string[]): Promise<number> {
  return cli(argv, pages as ServerBuild, createTerminal());
}
