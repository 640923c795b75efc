import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Failure } from '#platform/failure.ts';
import { fileName } from './file-name.ts';
import { readUpload, type Upload } from './read-upload.ts';

const collected = async ({ bytes }: Upload) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};
/** A body that arrives in pieces of the given size. */
function inPieces(whole: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= whole.length) return controller.close();
      controller.enqueue(whole.subarray(at, at + size));
      at += size;
    },
  });
}
const sent = (body: ReadableStream<Uint8Array>, headers: Record<string, string>) =>
  new Request('http://desk.test/files', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
const isCode = (code: string) => (thrown: unknown) => thrown instanceof Failure && thrown.code === code;

async function formOf(fields: Record<string, string>, file: File | null) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file) form.append('file', file);
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type')!;
  return { type, bytes: new Uint8Array(await encoded.arrayBuffer()) };
}

test('a file comes through unchanged in whatever pieces it arrives, with the fields before it', async () => {
  // Line ends and dashes in the file look like the start of a boundary again and again.
  const content = Buffer.concat([
    randomBytes(300),
    Buffer.from('\r\n--\r\n----\r\n'),
    randomBytes(100),
    Buffer.from('\r\n'),
  ]);
  const file = new File([content], '고객 "목록".csv', { type: 'text/csv' });
  const { type, bytes } = await formOf({ kind: 'contacts', note: 'two\r\nlines' }, file);
  for (const size of [1, 2, 3, 7, 61, 64, 1_000_000]) {
    const upload = await readUpload(sent(inPieces(bytes, size), { 'content-type': type }));
    assert.equal(upload.name, '고객 "목록".csv');
    assert.equal(upload.content_type, 'text/csv');
    assert.deepEqual(upload.fields, { kind: 'contacts', note: 'two\nlines' });
    assert.ok((await collected(upload)).equals(content), `pieces of ${size}`);
  }
});

test('an empty file is a file; a form without one says so', async () => {
  const empty = await formOf({}, new File([], 'empty.csv'));
  const upload = await readUpload(sent(inPieces(empty.bytes, 10), { 'content-type': empty.type }));
  assert.equal((await collected(upload)).length, 0);
  for (const { type, bytes } of [await formOf({ a: 'b' }, null), await formOf({}, new File([], ''))]) {
    await assert.rejects(readUpload(sent(inPieces(bytes, 50), { 'content-type': type })), isCode('platform.required'));
  }
});

test('a bare body with its name in a header is the file, and 200 MB of it are never held', async () => {
  const piece = randomBytes(1_048_576);
  const expected = createHash('sha256');
  let left = 200;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left-- === 0) return controller.close();
      expected.update(piece);
      controller.enqueue(piece);
    },
  });
  const upload = await readUpload(
    sent(body, { 'x-file-name': encodeURIComponent('고객.csv'), 'content-type': 'text/csv' }),
  );
  assert.equal(upload.name, '고객.csv');
  const before = process.memoryUsage().rss;
  const hash = createHash('sha256');
  for await (const chunk of upload.bytes) hash.update(chunk);
  assert.equal(hash.digest('hex'), expected.digest('hex'));
  assert.ok(process.memoryUsage().rss - before < 100_000_000, `grew by ${process.memoryUsage().rss - before}`);
});

test('a form that breaks off or is none is refused, and nothing waits for ever', async () => {
  const { type, bytes } = await formOf({}, new File(['x'.repeat(5_000)], 'a.csv'));
  const broken = await readUpload(sent(inPieces(bytes.subarray(0, 3_000), 100), { 'content-type': type }));
  await assert.rejects(collected(broken), isCode('platform.upload_unreadable'));
  for (const [headers, body] of [
    [{ 'content-type': type }, 'no form at all'],
    [{ 'content-type': 'multipart/form-data' }, 'no boundary'],
    [{ 'content-type': 'text/csv' }, 'a,b'],
    [{ 'content-type': 'multipart/form-data; boundary=x' }, `--x\r\n${'a'.repeat(20_000)}`],
    [{ 'content-type': 'multipart/form-data; boundary=x' }, '--x\r\nContent-Type: text/csv\r\n\r\nnameless\r\n--x--'],
  ] as [Record<string, string>, string][]) {
    await assert.rejects(
      readUpload(sent(inPieces(Buffer.from(body), 64), headers)),
      isCode('platform.upload_unreadable'),
      body.slice(0, 40),
    );
  }
});

test('G06 a file’s name can name nothing but itself', () => {
  const names: [string, string][] = [
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\customers.xlsx', 'customers.xlsx'],
    ['a\0b.csv', 'ab.csv'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['line\r\nSet-Cookie: a=b.csv', 'lineSet-Cookie: a=b.csv'],
    ['..', 'file'],
    ['/', 'file'],
    ['', 'file'],
    ['고객.csv', '고객.csv'],
  ];
  for (const [sentName, kept] of names) assert.equal(fileName(sentName), kept);
  const long = fileName(`${'가'.repeat(300)}.xlsx`);
  assert.ok(Buffer.byteLength(long) <= 255 && long.endsWith('가.xlsx'), long);
});
