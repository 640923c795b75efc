/**
 * The entry of the server's build: the program and its pages in one module graph, so that there is one `Failure` and one
 * pool. `main.ts` and `cli.ts` load it from `build/server/index.js`, since Node itself can not read `.tsx`.
 */
import * as pages from 'virtual:react-router/server-build';

export { pages };
