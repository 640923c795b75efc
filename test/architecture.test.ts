import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '#platform/project-folder.ts';

/** Features in the order of who may know whom: an act imports its own feature and those before it. ARCHITECTURE.md says why. */
const features =
  'access-records change-log accounts custom-fields lists departments mail-templates sessions agents outbox api-keys companies contacts saved-views portal-access passkeys invitations sign-in-providers tickets time-entries duplicates bulk-actions imports exports my-contacts inbound-email knowledge-base community reports webhooks privacy setup'.split(
    ' ',
  );
const banned = new Set(
  'get set fetch handle process manage do perform data info item util utils helper helpers common shared lib misc core base service repository manager controller dto index'.split(
    ' ',
  ),
);
/** Names that a framework demands: React Router's exports, Node's and Vite's files. */
const demanded = new Set(['handle', 'handleError', 'default', 'loader', 'action', 'meta', 'links']);
const isDoor = (path: string) => /\.(page\.tsx|api\.ts|command\.ts)$/.test(path);
const isTest = (path: string) => /\.(test|e2e|long)\.tsx?$/.test(path);
/** The lists: they name every door and grow with the product. */
const lists = new Set([
  'src/routes.ts',
  'src/api.ts',
  'src/jobs.ts',
  'src/cli.ts',
  'src/app.ts',
  'src/program.ts',
  'src/config.ts',
]);

interface Source {
  path: string;
  text: string;
  /** What it imports, as project paths for our own files and as written for packages. */
  imports: { written: string; path: string }[];
}

const sources = readdirSync(join(projectFolder, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.generated.'))
  .map((entry) => readSource(join(entry.parentPath, entry.name).slice(projectFolder.length + 1)));
const code = sources.filter(({ path }) => !isTest(path));

function readSource(path: string): Source {
  const text = readFileSync(join(projectFolder, path), 'utf8');
  const written = [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!);
  return { path, text, imports: written.map((name) => ({ written: name, path: resolve(path, name) })) };
}

function resolve(from: string, written: string): string {
  if (written.startsWith('.')) return normalize(join(dirname(from), written));
  if (/^#(features|platform|ui)\//.test(written)) return `src/${written.slice(1)}`;
  return written;
}

const featureOf = (path: string) => /^src\/features\/([^/]+)\//.exec(path)?.[1];
/** Fails with every breach at once: the list is the work to do. */
const none = (breaches: string[]) => assert.deepEqual(breaches, []);

test('a border between folders is crossed by a # name, a folder is walked by ./', () => {
  none(
    code.flatMap(({ path, imports }) =>
      imports
        .filter(({ written }) => written.startsWith('..') && !written.includes('+types'))
        .map(({ written }) => `${path} imports ${written}`),
    ),
  );
});

test('platform and ui know no feature', () => {
  none(
    code
      .filter(({ path }) => /^src\/(platform|ui)\//.test(path))
      .flatMap(({ path, imports }) =>
        imports.filter((to) => featureOf(to.path)).map((to) => `${path} imports ${to.path}`),
      ),
  );
});

test('a feature knows only itself and the features before it; doors may use any', () => {
  none(
    code
      .filter(({ path }) => featureOf(path) && !isDoor(path) && !path.endsWith('.tsx'))
      .flatMap(({ path, imports }) =>
        imports
          .filter((to) => {
            const other = featureOf(to.path);
            return other && features.indexOf(other) > features.indexOf(featureOf(path)!);
          })
          .map((to) => `${path} imports ${to.path}`),
      ),
  );
});

test('every feature folder stands in the order', () => {
  none([...new Set(code.map(({ path }) => featureOf(path) ?? ''))].filter((name) => name && !features.includes(name)));
});

test('nothing but the lists imports a door', () => {
  none(
    code
      .filter(({ path }) => !lists.has(path))
      .flatMap(({ path, imports }) =>
        imports.filter((to) => isDoor(to.path)).map((to) => `${path} imports ${to.path}`),
      ),
  );
});

test('a door holds no SQL', () => {
  const sqlWords = /\b(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql`|\bdb\.client\b|\.query\(/;
  none(code.filter(({ path, text }) => isDoor(path) && sqlWords.test(text)).map(({ path }) => path));
});

test('only config.ts reads the environment', () => {
  none(
    code.filter(({ path, text }) => path !== 'src/config.ts' && /process\.env\b/.test(text)).map(({ path }) => path),
  );
});

test('what Node runs as it is imports nothing that needs a build', () => {
  none(
    code
      .filter(({ path }) => path.endsWith('.ts') && !['src/routes.ts', 'src/program.ts'].includes(path))
      .flatMap(({ path, imports }) =>
        imports.filter((to) => to.path.endsWith('.tsx')).map((to) => `${path} imports ${to.path}`),
      ),
  );
});

test('no file is longer than 300 lines', () => {
  none(
    sources
      .filter(({ path, text }) => !lists.has(path) && text.split('\n').length > 301)
      .map(({ path, text }) => `${path}: ${text.split('\n').length - 1}`),
  );
});

test('no file and no exported function has a name that says nothing', () => {
  const words = (name: string) => name.split(/[-.]/);
  none([
    ...code.filter(({ path }) => words(basename(path)).some((word) => banned.has(word))).map(({ path }) => path),
    ...code.flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?:default )?(?:async )?function\*? (\w+)/gm)]
        .map((match) => match[1]!)
        .filter((name) => !demanded.has(name) && banned.has(/^[a-z]+/.exec(name)?.[0] ?? ''))
        .map((name) => `${path} exports ${name}`),
    ),
  ]);
});

test('every act has a test that calls it, or serves an act that has', () => {
  const tests = [...sources.filter(({ path }) => isTest(path)), ...readTests()];
  const tested = new Set(tests.flatMap(({ imports }) => imports.map((to) => to.path)));
  const acts = code.filter(({ path }) => /^src\/features\/[^/]+\/[^.]+(\.email)?\.ts$/.test(path));
  const parts = (path: string) => acts.find((source) => source.path === path)?.imports ?? [];
  // A set that grows while it is walked: what a tested act calls is walked too.
  for (const path of tested) for (const part of parts(path)) tested.add(part.path);
  none(
    acts
      .filter(({ text }) => isAct(text))
      .map(({ path }) => path)
      .filter((path) => !tested.has(path)),
  );
});

/** An act takes the context first. */
function isAct(text: string): boolean {
  return /^export async function \w+(?:<[^>]*>)?\(\s*ctx: /m.test(text);
}

function readTests(): Source[] {
  return readdirSync(join(projectFolder, 'test'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readSource(join(entry.parentPath, entry.name).slice(projectFolder.length + 1)));
}
