import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { makeFile } from '../../../test/make-file.ts';
import { makeWorkbook, textRow } from '../../../test/make-workbook.ts';
import { inspectTable } from './inspect-table.ts';
import { readTable } from './read-table.ts';

const count = 20_000;
const csv = makeFile(
  `name,mail\n${Array.from({ length: count }, (_, row) => `Ruth ${row},r${row}@example.com`).join('\n')}`,
);
const xlsx = await makeWorkbook({
  sheets: {
    One:
      textRow(1, ['name', 'mail']) +
      Array.from({ length: count }, (_, row) => textRow(row + 2, [`Ruth ${row}`, `r${row}@example.com`])).join(''),
  },
});
/** A process that has ended is forgotten one turn of the loop later. */
async function hasChild(): Promise<boolean> {
  await setTimeout(10);
  return process.getActiveResourcesInfo().includes('ProcessWrap');
}

for (const [kind, path] of [
  ['text', csv],
  ['workbook', xlsx],
] as const) {
  test(`a ${kind} comes in batches, every row once and numbered, with its progress`, async () => {
    const { format } = await inspectTable(path);
    const stream = readTable(path, format);
    let next = 1;
    let before = 0;
    let batches = 0;
    for await (const rows of stream) {
      batches++;
      assert.ok(rows.length <= 5000);
      assert.ok(stream.bytes_read >= before && stream.bytes_read <= stream.bytes_total);
      before = stream.bytes_read;
      for (const row of rows) {
        assert.equal(row.row_number, next);
        assert.equal(row.line_number, next + 1);
        assert.equal(row.cells[0], `Ruth ${next - 1}`);
        next++;
      }
    }
    assert.equal(next - 1, count);
    assert.ok(batches > 3);
  });

  test(`leaving the loop over a ${kind} early or aborting it ends all that was started`, async () => {
    const { format } = await inspectTable(path);
    for await (const _ of readTable(path, format)) break;
    assert.ok(!(await hasChild()));
    const controller = new AbortController();
    const read = async () => {
      for await (const _ of readTable(path, format, { signal: controller.signal })) controller.abort();
    };
    await assert.rejects(read, { name: 'AbortError' });
    assert.ok(!(await hasChild()));
  });
}

test('a slow reader that leaves a workbook while rows are waiting is not kept', { timeout: 20_000 }, async () => {
  const { format } = await inspectTable(xlsx);
  for await (const _ of readTable(xlsx, format)) {
    await setTimeout(1000);
    break;
  }
  assert.ok(!(await hasChild()));
});

test('the bytes of a text file add up to its size', async () => {
  const { format } = await inspectTable(csv);
  const stream = readTable(csv, format);
  for await (const _ of stream);
  assert.equal(stream.bytes_read, (await stat(csv)).size);
});
