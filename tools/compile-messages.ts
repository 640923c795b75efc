import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';
import { locales } from '../src/platform/i18n/messages.ts';
import { wordsOfFewPages } from '../src/platform/i18n/words-of-few-pages.ts';

/** Parts of a file that a browser never says itself: failures and e-mails are written on the server, lines at a terminal. */
const serverOnly = new Set(['failures', 'emails', 'commands']);
/** Whole files of that kind: the portal's pages carry no script, nor do those about sessions and keys, and the rest is said at a terminal. */
const serverFiles = /\/(?:portal-access|passkeys|second-factor|sessions|program|backup|database|tables)\.json$/;

const wordFiles = '\0words-of-few-pages';

type Words = { [key: string]: string | Words };

/**
 * Compiles the ICU messages of `locales/<language>/*.json` at build time, so that neither server nor browser carries a
 * parser. A message that does not parse stops the build with its file and key.
 */
export function compileMessages(): Plugin {
  return {
    name: 'maru:compile-messages',
    enforce: 'pre',
    resolveId: { filter: { id: /^virtual:words-of-few-pages$/ }, handler: () => wordFiles },
    load: { filter: { id: /^\0words-of-few-pages$/ }, handler: () => ({ code: wordFilesCode(), map: null }) },
    transform: {
      filter: { id: /\/locales\/[a-z]+\/[a-z-]+\.json(\?words)?$/ },
      handler(code, id) {
        const inBrowser = this.environment.name === 'client';
        if (inBrowser && (serverFiles.test(id) || isOfFewPages(id))) return { code: '{}', map: null };
        const json = JSON.stringify(compiled(JSON.parse(code) as Words, id, inBrowser));
        // With a query it is no JSON file to Vite any more, but a module.
        return { code: id.endsWith('?words') ? `export default ${json};` : json, map: null };
      },
    },
  };
}

/** Where a browser finds the words that only a few pages say: `ko imports` and a function that imports them. */
function wordFilesCode(): string {
  const lines = locales.flatMap((locale) =>
    wordsOfFewPages.map((feature) => {
      const path = `/locales/${locale}/${feature.replaceAll('_', '-')}.json?words`;
      return `'${locale} ${feature}': () => import('${path}'),`;
    }),
  );
  return `export default {\n${lines.join('\n')}\n};`;
}

/** Left out of the common file: pages that say them ask for `<file>.json?words`. */
function isOfFewPages(path: string): boolean {
  const feature = /\/([a-z-]+)\.json$/.exec(path)?.[1]?.replaceAll('-', '_') ?? '';
  return (wordsOfFewPages as readonly string[]).includes(feature);
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

/**
 * What a feature writes into files (samples of lists, all that is held about a person) or says on pages that carry no script
 * (those by which agents come in), or what a loader says for one page.
 */
const withoutScript: Record<string, readonly string[]> = {
  agents: ['sign_in', 'forgotten', 'choose_password'],
  imports: ['examples'],
  privacy: ['columns', 'words'],
  'sign-in-providers': ['guides'],
};

function isServers(path: string, key: string): boolean {
  const feature = /\/([a-z-]+)\.json/.exec(path)?.[1] ?? '';
  return serverOnly.has(key) || key.endsWith('_line') || (withoutScript[feature]?.includes(key) ?? false);
}
