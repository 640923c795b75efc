import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTar } from './read-tar.ts';
import { type TarEntry, writeTar } from './write-tar.ts';

const files: TarEntry[] = [0, 1, 511, 512, 513, 70_000].map((size, at) => ({
  name: `tables/표 ${at}/000001.copy`,
  body: Buffer.alloc(size, at + 1),
}));

async function* each<T>(all: T[]) {
  yield* all;
}

async function archived(): Promise<Buffer> {
  const parts = [];
  for await (const part of writeTar(each(files), new Date('2026-11-25T10:00:00Z'))) parts.push(part);
  return Buffer.concat(parts);
}

function inPartsOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  return each(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size)),
  );
}

async function readAll(bytes: AsyncIterable<Buffer>): Promise<TarEntry[]> {
  const entries = [];
  for await (const entry of readTar(bytes)) entries.push(entry);
  return entries;
}

test('what is put into an archive comes out of it, whatever the parts it arrives in', async () => {
  const archive = await archived();
  assert.equal(archive.length % 512, 0);
  for (const size of [100, 512, 1000, archive.length]) {
    const read = await readAll(inPartsOf(archive, size));
    assert.deepEqual(
      read.map(({ name, body }) => [name, Buffer.compare(body, files.find((file) => file.name === name)!.body)]),
      files.map(({ name }) => [name, 0]),
    );
  }
});

test('an archive that breaks off, and what is none, is told apart', async () => {
  const archive = await archived();
  for (const length of [0, 100, 512, 2000, archive.length - 1025]) {
    await assert.rejects(readAll(inPartsOf(archive.subarray(0, length), 300)), { is_cut_off: true }, `${length}`);
  }
  await assert.rejects(readAll(each([Buffer.alloc(5000, 'no archive')])), { is_cut_off: false });
});
