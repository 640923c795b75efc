import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { projectFolder } from '#platform/project-folder.ts';
import { endsWell } from '../../../test/ends-well.ts';
import { makeFile } from '../../../test/make-file.ts';
import { mangleBytes, seededRandom } from '../../../test/mangle-bytes.ts';

// The same for hours: test/long/any-file.long.ts.

const folder = join(projectFolder, 'test/fixtures');
const texts = globSync('customers/*.csv', { cwd: folder }).map((name) =>
  readFileSync(join(folder, name)).subarray(0, 20_000),
);
const workbooks = globSync('workbooks/*', { cwd: folder }).map((name) => readFileSync(join(folder, name)));
const seed = Date.now();

test('G01 any bytes at all end in rows or in a sentence', async () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 400 });
  const text = fc.string({
    unit: fc.constantFrom('a', '가', ',', '"', '\n', '\r', '\0', "'", '=', '\ufffd'),
    minLength: 1,
  });
  const prefix = fc.constantFrom('', 'name,mail\n', '\ufeff', 'ÿþ', 'þÿ', 'PK', '<', 'sep=;\n');
  const file = fc
    .tuple(prefix, fc.oneof(bytes, text))
    .map(([start, rest]) => Buffer.concat([Buffer.from(start, 'latin1'), Buffer.from(rest)]));
  await fc.assert(
    fc.asyncProperty(file, async (content) => assert.ok(await endsWell(makeFile(content)))),
    { numRuns: 400 },
  );
});

test(`G01 real lists after any accident end in rows or in a sentence (seed ${seed})`, async () => {
  const random = seededRandom(seed);
  for (let at = 0; at < 300; at++) {
    await endsWell(makeFile(mangleBytes(texts[at % texts.length]!, [...texts, ...workbooks], random)));
  }
});

test(`G01 real workbooks after any accident end in rows or in a sentence (seed ${seed})`, async () => {
  const random = seededRandom(seed);
  const endings = new Set<string>();
  for (let at = 0; at < 20; at++) {
    endings.add(await endsWell(makeFile(mangleBytes(workbooks[at % workbooks.length]!, texts, random))));
  }
  assert.ok(endings.size > 1, [...endings].join());
});
