import assert from 'node:assert/strict';
import { appendFileSync, rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { test } from 'node:test';
import { Failure } from '#platform/failure.ts';
import { inspectTable } from '#platform/tables/inspect-table.ts';
import { makeFile } from '../make-file.ts';

/** What stands under a header, again and again until a gigabyte is full. */
const pieces: [string, string][] = [
  ['line ends', '\n'],
  ['rows of nothing', ',,,\n'],
  ['one line without an end', 'x'],
  ['quotation marks', '"'],
  ['quotation marks that open a cell on every line', '"a\n'],
  ['quotation marks and commas', '",'],
  ['rows of a megabyte', `${'x,'.repeat(500_000)}\n`],
  ['quoted rows of a megabyte', `${'"x",'.repeat(250_000)}\n`],
  ['broken UTF-8', '\xc7\xd1,\n'],
];
for (const [name, piece] of pieces) {
  test(`G01 G03 a gigabyte of ${name} is shown or refused within a minute, while others are served`, async (t) => {
    const path = makeFile('name,mail,note\nRuth,r@example.com,x\n');
    const block = Buffer.from(piece.repeat(Math.ceil((16 * 1024 ** 2) / piece.length)), 'latin1');
    for (let bytes = 0; bytes < 1000 * 1024 ** 2; bytes += block.length) appendFileSync(path, block);
    const before = process.memoryUsage().rss;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const start = performance.now();
    await inspectTable(path).catch((error) => {
      if (!(error instanceof Failure)) throw error;
    });
    const seconds = (performance.now() - start) / 1000;
    delay.disable();
    rmSync(path);
    const grown = (process.memoryUsage().rss - before) / 1024 ** 2;
    t.diagnostic(
      `${seconds.toFixed(1)} s, held up for ${Math.round(delay.max / 1e6)} ms, ${Math.round(grown)} MB more`,
    );
    assert.ok(seconds < 60, `${seconds} s`);
    assert.ok(delay.max < 1e9, `held up for ${delay.max / 1e6} ms`);
    assert.ok(grown < 400, `${grown} MB more`);
  });
}
