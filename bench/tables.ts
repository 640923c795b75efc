/**
 * How fast tables are read: `node bench/tables.ts [rows of CSV, default 1,000,000] [rows of XLSX, default 100,000]`.
 * Prints rows per second and the peak memory of this process and of the one that reads workbooks.
 */
import { createWriteStream, globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inspectTable } from '#platform/tables/inspect-table.ts';
import { readTable } from '#platform/tables/read-table.ts';
import { writeCsv } from '#platform/tables/write-csv.ts';
import { writeXlsx } from '#platform/tables/write-xlsx.ts';

const [csvRows = 1_000_000, xlsxRows = 100_000] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'maru-bench-'));
const csv = join(folder, 'customers.csv');
const xlsx = join(folder, 'customers.xlsx');
await pipeline(Readable.from(writeCsv(customers(csvRows))), createWriteStream(csv));
await pipeline(Readable.from(writeXlsx(customers(xlsxRows), 'Customers')), createWriteStream(xlsx));
await measure(csv);
await measure(xlsx);
await rm(folder, { recursive: true });

async function* customers(count: number) {
  yield ['Full name,Email,Work phone,Title,Company,Tags,Language,VIP,Contract no.,Notes'.split(',')];
  for (let start = 0; start < count; start += 1000) {
    yield Array.from({ length: Math.min(1000, count - start) }, (_, at) => customer(start + at));
  }
}

function customer(id: number): string[] {
  const note = id % 50 === 0 ? 'said "later",\nthen left' : '';
  const company = id % 5 === 0 ? `Acme, Inc. ${id % 100}` : `Litware ${id % 1000}`;
  const mail = `c${String(id).padStart(7, '0')}@mail-${id % 40}.example.com`;
  return [
    `Łukasz Clark ${id % 977}`,
    mail,
    `646.555.${id % 10_000}`,
    'Student',
    company,
    'trial',
    'en',
    'yes',
    `C-${id}`,
    note,
  ];
}

async function measure(path: string): Promise<void> {
  const start = performance.now();
  const { format } = await inspectTable(path);
  const inspected = performance.now();
  let rows = 0;
  let childMegabytes = 0;
  for await (const batch of readTable(path, format)) {
    rows += batch.length;
    childMegabytes = Math.max(childMegabytes, peakOfChildren());
  }
  const seconds = (performance.now() - inspected) / 1000;
  console.log(
    `${format.kind}: preview ${Math.round(inspected - start)} ms, ${rows} rows in ${seconds.toFixed(2)} s,`,
    `${Math.round(rows / seconds)} rows/s, peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB here,`,
    `${childMegabytes} MB in the child`,
  );
}

/** Linux keeps each process's greatest memory in /proc. */
function peakOfChildren(): number {
  const ids = globSync(`/proc/${process.pid}/task/*/children`).flatMap((path) => readFileSync(path, 'utf8').split(' '));
  const peaks = ids.filter(Boolean).map((id) => /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]);
  return Math.round(Math.max(0, ...peaks.map(Number)) / 1024);
}
