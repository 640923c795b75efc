import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { insertAccount, platformContext } from '../../../test/platform-context.ts';
import { startDatabase, type TestDatabase } from '../../../test/start-database.ts';
import { databaseFiles } from './database-files.ts';
import { deleteUnfinishedFiles } from './delete-unfinished-files.ts';

let database: TestDatabase;
let ctx: Context;
let other: Context;
before(async () => {
  database = await startDatabase();
  ctx = platformContext(database, { account_id: await insertAccount(database) });
  other = platformContext(database, { account_id: await insertAccount(database) });
});
after(() => database.drop());

const mb = 1024 * 1024;
const csv = { name: 'customers.csv', content_type: 'text/csv', limit_bytes: 10 * mb };

async function* inParts(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readWhole(ctx: Context, id: number): Promise<Buffer> {
  const pieces = [];
  for await (const piece of databaseFiles.read(ctx, id)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const files = () =>
  inTransaction(ctx, ({ db }) => db.selectFrom('stored_file').select(['id', 'size_bytes']).orderBy('id').execute());

test('a file comes back byte for byte, whatever the pieces it arrived in', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maru-files-'));
  try {
    for (const [length, part] of [
      [0, 1],
      [1, 1],
      [mb, mb],
      [mb + 1, 700_001],
      [3 * mb, 65_536],
      [2_500_000, 5 * mb],
    ] as const) {
      const bytes = randomBytes(length);
      const { id, size_bytes } = await databaseFiles.write(ctx, csv, inParts(bytes, part));
      assert.equal(size_bytes, length);
      assert.ok((await readWhole(ctx, id)).equals(bytes), `${length} in parts of ${part}`);
      await databaseFiles.copyTo(ctx, id, join(folder, String(id)));
      assert.equal(hash(await readFile(join(folder, String(id)))), hash(bytes));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a file beyond its limit, or one whose sender breaks off, leaves nothing behind', async () => {
  const before = await files();
  const tooLong = databaseFiles.write(ctx, { ...csv, limit_bytes: mb }, inParts(randomBytes(mb + 1), 1000));
  await assert.rejects(tooLong, { kind: 'invalid', code: 'platform.body_too_large' });
  async function* breaksOff() {
    yield randomBytes(2 * mb);
    throw new Error('connection lost');
  }
  await assert.rejects(databaseFiles.write(ctx, csv, breaksOff()), /connection lost/);
  assert.deepEqual(await files(), before);
});

test('while a file is being written nobody can read it, and what a killed writer left goes after a day', async () => {
  let arrived: () => void = () => {};
  const halfway = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  async function* stops() {
    yield randomBytes(2 * mb);
    arrived();
    await new Promise(() => {});
  }
  void databaseFiles.write(ctx, csv, stops());
  await halfway;
  const unfinished = (await files()).find(({ size_bytes }) => size_bytes === null)!;
  await assert.rejects(readWhole(ctx, unfinished.id), { kind: 'not_found' });
  const { id } = await databaseFiles.write(ctx, csv, inParts(Buffer.from('kept'), 4));
  await deleteUnfinishedFiles(ctx);
  assert.ok((await files()).some((file) => file.id === unfinished.id));
  const tomorrow = { ...ctx, clock: { ...ctx.clock, standingAt: () => clockAt(Date.now() + 25 * 3_600_000) } };
  await deleteUnfinishedFiles(tomorrow);
  const left = await files();
  assert.ok(!left.some((file) => file.id === unfinished.id));
  assert.ok(left.some((file) => file.id === id));
});

test('F01 a file of another account is not found, and can not be deleted', async () => {
  const { id } = await databaseFiles.write(ctx, csv, inParts(Buffer.from('secret'), 6));
  await assert.rejects(readWhole(other, id), { kind: 'not_found' });
  await databaseFiles.delete(other, id);
  assert.equal((await readWhole(ctx, id)).toString(), 'secret');
  await databaseFiles.delete(ctx, id);
  await assert.rejects(readWhole(ctx, id), { kind: 'not_found' });
});

test('a file written in a transaction exists only if the transaction does', async () => {
  const before = await files();
  const failing = inTransaction(ctx, async (ctx) => {
    await databaseFiles.write(ctx, csv, inParts(randomBytes(2 * mb), mb));
    throw new Error('changed my mind');
  });
  await assert.rejects(failing, /changed my mind/);
  assert.deepEqual(await files(), before);
});

function clockAt(ms: number): Context['clock'] {
  return { now: () => new Date(ms), standingAt: () => clockAt(ms) };
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
