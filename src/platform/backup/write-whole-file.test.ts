import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { makeFolder } from '../../../test/make-folder.ts';
import { writeWholeFile } from './write-whole-file.ts';

async function* bytes(text = 'whole') {
  yield Buffer.from(text);
}

function write(path: string, from: AsyncIterable<Uint8Array> = bytes(), can_replace = false, signal?: AbortSignal) {
  const never = new AbortController().signal;
  return writeWholeFile(path, from, { can_replace, through: new PassThrough(), signal: signal ?? never });
}

test('a file is there when it is whole, for its owner only, and takes no other’s place unless told', async () => {
  const folder = makeFolder();
  const path = join(folder, 'backup');
  assert.equal(await write(path), 5);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  await assert.rejects(write(path, bytes('other')), { code: 'backup.file_exists', more: { values: { path } } });
  assert.equal(readFileSync(path, 'utf8'), 'whole');
  await write(path, bytes('other'), true);
  assert.equal(readFileSync(path, 'utf8'), 'other');
  assert.deepEqual(readdirSync(folder), ['backup']);
});

test('what breaks off or is stopped leaves the file that was there, and nothing beside it', async () => {
  const folder = makeFolder();
  const path = join(folder, 'backup');
  await write(path);
  async function* breaksOff() {
    yield Buffer.from('half');
    throw new Error('the source is gone');
  }
  await assert.rejects(write(path, breaksOff(), true), /the source is gone/);
  const stopping = new AbortController();
  async function* stopped() {
    yield Buffer.from('half');
    stopping.abort();
    await new Promise((resolve) => setTimeout(resolve, 50));
    yield Buffer.from('more');
  }
  await assert.rejects(write(path, stopped(), true, stopping.signal), { name: 'AbortError' });
  assert.equal(readFileSync(path, 'utf8'), 'whole');
  assert.deepEqual(readdirSync(folder), ['backup']);
});

test('what killed programs of this machine left in the folder goes with the next file, others’ does not', async () => {
  const folder = makeFolder();
  const { pid } = spawnSync('true');
  const dead = `maru-backup.unfinished-${hostname()}-${pid}-1`;
  const alive = `maru-backup.unfinished-${hostname()}-${process.pid}-1`;
  const elsewhere = `maru-backup.unfinished-another-machine-${pid}-1`;
  for (const name of [dead, alive, elsewhere]) writeFileSync(join(folder, name), '');
  await write(join(folder, 'x'));
  assert.deepEqual(readdirSync(folder).sort(), [alive, elsewhere, 'x'].sort());
});

test('a missing folder, a folder in the place of the file and a full disk are each said', async () => {
  const folder = makeFolder();
  mkdirSync(join(folder, 'photos'));
  await assert.rejects(write(join(folder, 'no/where/backup')), {
    code: 'backup.no_folder',
    more: { values: { folder: join(folder, 'no/where') } },
  });
  await assert.rejects(write(join(folder, 'photos'), bytes(), true), { code: 'backup.not_a_file' });
  await assert.rejects(write('/dev/full', bytes(), true), { code: 'backup.not_a_file' });
  // A limit on the size of files (here 10 kB) is what a full disk is to the program, and needs no disk of its own.
  const script = `
    import { PassThrough } from 'node:stream';
    import { writeWholeFile } from './src/platform/backup/write-whole-file.ts';
    async function* much() { for (let n = 0; n < 100; n++) yield Buffer.alloc(10_000); }
    const options = { can_replace: false, through: new PassThrough(), signal: new AbortController().signal };
    await writeWholeFile('${join(folder, 'backup')}', much(), options).catch((error) => console.log(error.code));`;
  const limited = ['-c', 'ulimit -f 20; exec "$0" --input-type=module -e "$1"', process.execPath, script];
  const { stdout, stderr } = spawnSync('/bin/sh', limited, { encoding: 'utf8' });
  assert.equal(stdout.trim(), 'backup.disk_full', stderr);
  assert.deepEqual(readdirSync(folder), ['photos']);
});
