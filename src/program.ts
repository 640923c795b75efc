/**
 * The entry of the server's build: the program and its pages in one module graph, so that there is one `Failure` and one
 * pool. `main.ts` and `cli.ts` load it from `build/server/index.js`, since Node itself can not read `.tsx`. Pages of the
 * build work with this `createApp` only: the sources' own has other context keys and another `Failure`.
 */
import * as pages from 'virtual:react-router/server-build';

export { createApp } from './app.ts';
export { pages };
