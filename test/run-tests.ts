/**
 * `npm test` and `npm run test:long`: runs the test files, all or those whose path contains one of the arguments, against
 * one server that stays up meanwhile. Says at the end which files took longest. The last line is `N passed, N failed`; exit
 * status 0 only if there is no failure.
 */

import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { projectFolder } from '#platform/project-folder.ts';
import { openTemplate, openTestServer } from './start-database.ts';

const minute = 60_000;
const isLong = process.argv.includes('--long');
const wanted = process.argv.slice(2).filter((one) => !one.startsWith('--'));

// Journeys first, then what goes through the whole program: they take longest, and what is short fills the gaps at the end.
const patterns = isLong ? ['test/long/*.long.ts'] : ['test/journeys/*.e2e.ts', 'test/*.test.ts', 'src/**/*.test.ts'];
const files = patterns
  .flatMap((pattern) => globSync(pattern, { cwd: projectFolder }).sort())
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));

// Pictures are for whoever looks at the journeys he has named; over all of them they take a tenth of the time.
if (wanted.length === 0) process.env.PICTURES ??= 'none';

// Every file is a process of its own, and most of them load the same modules.
process.env.NODE_COMPILE_CACHE ??= join(projectFolder, 'node_modules/.cache/maru/compiled-tests');

const server = await openTestServer();
await openTemplate(server);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await server.close();
    process.exit(1);
  });
}

/** Long tests that measure, and would measure each other. */
const alone = /timing|huge-lists|any-file|slow-headers/;
// One file more than two cores can work at: browsers and servers are waited for a third of the time. Long ones use both cores.
const groups = isLong
  ? [
      { files: files.filter((file) => alone.test(file)), concurrency: 1 },
      { files: files.filter((file) => !alone.test(file)), concurrency: 2 },
    ]
  : [{ files, concurrency: 3 }];

let passed = 0;
let failed = 0;
const secondsOf = new Map<string, number>();
for (const { files, concurrency } of groups) {
  if (files.length === 0) continue;
  const tests = run({ files, cwd: projectFolder, concurrency, timeout: (isLong ? 20 : 10) * minute });
  tests.on('test:summary', ({ file, counts, duration_ms }) => {
    if (file !== undefined) return secondsOf.set(file, duration_ms / 1000);
    // Without a file it is the sum over all of them.
    passed += counts.passed;
    failed += counts.tests - counts.passed;
  });
  const report = tests.compose(new spec());
  report.pipe(process.stdout);
  await once(report, 'end');
}
await server.close();
for (const [file, seconds] of [...secondsOf].sort((a, b) => b[1] - a[1]).slice(0, 12)) {
  console.log(`${seconds.toFixed(0).padStart(5)} s  ${relative(projectFolder, file)}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
