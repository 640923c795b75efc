import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { build } from 'vite';
import { keepServerOut } from '../tools/keep-server-out.ts';

/** Builds these files for a browser, from `src/entry.ts` on. */
async function buildOf(files: Record<string, string>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'keep-server-out-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [keepServerOut()],
    build: { write: false, rolldownOptions: { input: join(root, 'src/entry.ts') } },
  });
}

test('the platform’s server part in the browser’s build stops it and says who brought it', async () => {
  const files = {
    'src/entry.ts': "import { display } from './features/contacts/contact.ts';\ndisplay();",
    'src/features/contacts/contact.ts':
      "import { query } from '../../platform/database/query.ts';\nexport const display = () => query();",
    'src/platform/database/query.ts': 'export const query = () => console.log("select");',
  };
  await assert.rejects(
    buildOf(files),
    /Server code entered[\s\S]*src\/platform\/database\/query\.ts ← src\/features\/contacts\/contact\.ts/,
  );
});

test('a module of Node in the browser’s build stops it', async () => {
  const files = { 'src/entry.ts': "import { hostname } from 'node:os';\nconsole.log(hostname());" };
  await assert.rejects(buildOf(files), /Server code entered/);
});

test('records, fields, messages and types of the server may enter', async () => {
  await buildOf({
    'src/entry.ts':
      "import { codes } from './platform/failure.ts';\nimport type { Row } from './platform/database/row.ts';\nconst row: Row = { id: codes };\nconsole.log(row);",
    'src/platform/failure.ts': 'export const codes = 1;',
    'src/platform/database/row.ts': 'export interface Row { id: number }',
  });
});
