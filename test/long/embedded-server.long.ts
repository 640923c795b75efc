import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openEmbeddedServer } from '#platform/database/embedded-server.ts';
import { createLog } from '#platform/log.ts';
import { killServer, startRowWriter } from '../fixtures/row-writer.ts';
import { makeFolder } from '../make-folder.ts';

const rounds = 20;
const longestMs = 10_000;

test('O07 after twenty kills at random, of program and server, it opens within 10 s and has every acknowledged row', async (t) => {
  const db = join(makeFolder(), 'db');
  const log = createLog('silent');
  let next = 0;
  let slowest = 0;
  for (let round = 0; round < rounds; round++) {
    const before = performance.now();
    const writer = await startRowWriter(t, db, next);
    slowest = Math.max(slowest, performance.now() - before);
    await sleep(Math.random() * 400);
    const killsServer = Math.random() < 0.5;
    if (killsServer) {
      const killed = performance.now();
      await killServer(db);
      await writer.more(1);
      slowest = Math.max(slowest, performance.now() - killed);
    }
    await writer.end(Math.random() < 0.8 ? 'SIGKILL' : 'SIGTERM');
    next = writer.acknowledged() + 1;
  }
  const server = await openEmbeddedServer(db, { log });
  t.after(server.close);
  const client = new pg.Client({ connectionString: server.urlOf('postgres') });
  await client.connect();
  const { rows } = await client.query('select count(*)::int, max(n) from kept where n < $1', [next]);
  await client.end();
  t.diagnostic(`${next} rows, slowest opening ${slowest.toFixed()} ms`);
  assert.deepEqual(rows[0], { count: next, max: next - 1 });
  assert.ok(slowest < longestMs, `the slowest opening took ${slowest.toFixed()} ms`);
});

test('O07 every copy made while the server writes is refused', async (t) => {
  const folder = makeFolder();
  const db = join(folder, 'db');
  const writer = await startRowWriter(t, db);
  for (let n = 0; n < 5; n++) {
    await writer.more(50);
    const copy = join(folder, `copy-${n}`);
    cpSync(db, copy, { recursive: true, filter: (path) => !path.includes('.s.PGSQL') });
    await assert.rejects(openEmbeddedServer(copy, { log: createLog('silent') }), { code: 'database.folder_is_copy' });
  }
  await writer.end('SIGTERM');
});
