import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';

/** Parts of a file that a browser never says itself: failures and e-mails are written on the server, lines at a terminal. */
const serverOnly = new Set(['failures', 'emails', 'commands']);
/** Whole files of that kind: the portal's pages carry no script, and the rest is said at a terminal. */
const serverFiles = /\/(?:portal-access|program|backup|database|tables)\.json$/;

type Words = { [key: string]: string | Words };

/**
 * Compiles the ICU messages of `locales/<language>/*.json` at build time, so that neither server nor browser carries a
 * parser. A message that does not parse stops the build with its file and key.
 */
export function compileMessages(): Plugin {
  return {
    name: 'maru:compile-messages',
    enforce: 'pre',
    transform: {
      filter: { id: /\/locales\/[a-z]+\/[a-z-]+\.json$/ },
      handler(code, id) {
        const inBrowser = this.environment.name === 'client';
        if (inBrowser && serverFiles.test(id)) return { code: '{}', map: null };
        return { code: JSON.stringify(compiled(JSON.parse(code) as Words, id, inBrowser)), map: null };
      },
    },
  };
}

function compiled(words: Words, path: string, inBrowser: boolean): Record<string, unknown> {
  const kept = Object.entries(words).filter(([key]) => !(inBrowser && isServers(path, key)));
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (typeof value !== 'string') return [key, compiled(value, `${path} ${key}`, false)];
      try {
        return [key, compile(value)];
      } catch (cause) {
        throw new Error(`${path} ${key}: this message is not valid ICU: ${value}`, { cause });
      }
    }),
  );
}

/** What a feature writes into files: samples of lists, and all that is held about a person. */
const writtenIntoFiles: Record<string, readonly string[]> = { imports: ['examples'], privacy: ['columns', 'words'] };

function isServers(path: string, key: string): boolean {
  const feature = /\/([a-z-]+)\.json$/.exec(path)?.[1] ?? '';
  return serverOnly.has(key) || key.endsWith('_line') || (writtenIntoFiles[feature]?.includes(key) ?? false);
}
