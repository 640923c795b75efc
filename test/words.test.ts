import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import { wordsOfFewPages } from '#platform/i18n/words-of-few-pages.ts';
import { projectFolder } from '#platform/project-folder.ts';
import routes from '../src/routes.ts';

const folder = join(projectFolder, 'src');

/** Every page with the layouts around it. */
function linesOf(entries: readonly RouteConfigEntry[], above: readonly string[] = []): string[][] {
  return entries.flatMap(({ file, children }) => {
    const line = [...above, join(folder, file)];
    return children ? linesOf(children, line) : [line];
  });
}

/** Files that a file draws with, itself included: what is imported for its types alone says nothing. */
function drawnWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  for (const [, path] of source.matchAll(
    /^(?:import|export) (?!type )[^;]*? from '((?:\.\/|#(?:features|ui)\/)[^']+)'/gms,
  )) {
    const target = path!.startsWith('./') ? join(dirname(file), path!) : join(folder, path!.slice(1));
    drawnWith(target, seen);
  }
  for (const [, path] of source.matchAll(/import\('(\.\/[^']+)'\)/g)) drawnWith(join(dirname(file), path!), seen);
  return seen;
}

const saidIn = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/useTranslations\(\s*['"`]([a-z_]+)/g)].map(([, feature]) => feature!);
const isScriptless = (file: string) => readFileSync(file, 'utf8').includes('scripts: false');
const namedIn = (file: string) => {
  const list = /export const handle = \{[^}]*words: \[([^\]]*)\]/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  return [...list.matchAll(/'([a-z_]+)'/g)].map(([, feature]) => feature!);
};

test('a page names the words it says where only a few pages have them, and no others', () => {
  const wrong: string[] = [];
  // A page without scripts is written by the server, which has every word.
  for (const line of linesOf(routes).filter((line) => !line.some(isScriptless))) {
    const said = new Set(line.flatMap((file) => [...drawnWith(file)]).flatMap(saidIn));
    const needed = [...said].filter((feature) => (wordsOfFewPages as readonly string[]).includes(feature)).sort();
    const named = line.flatMap(namedIn).sort();
    const page = line.at(-1)!.slice(folder.length + 1);
    if (needed.join() !== named.join())
      wrong.push(`${page} says [${needed.join(', ')}] and names [${named.join(', ')}]`);
  }
  assert.deepEqual(wrong, []);
});
