import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '#platform/project-folder.ts';
import { generateAll } from '../tools/generate.ts';

test('row types, schema.sql and the list of settings are those of the sources (npm run generate writes them)', async () => {
  for (const [path, text] of await generateAll()) {
    assert.equal(await readFile(join(projectFolder, path), 'utf8'), text, `${path} is stale`);
  }
});
