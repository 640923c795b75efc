import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeFolder } from '../../../test/make-folder.ts';
import { deleteLeftFolders, inTemporaryFolder } from './in-temporary-folder.ts';

const before = process.env.TMPDIR;
process.env.TMPDIR = makeFolder();
const holders: ChildProcess[] = [];
after(() => {
  for (const holder of holders) holder.kill('SIGKILL');
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
});

/** A program that holds a folder with a customer list in it and never lets go. */
async function startHolder(): Promise<{ holder: ChildProcess; folder: string }> {
  const source = `
    import { writeFile } from 'node:fs/promises';
    import { inTemporaryFolder } from '${join(import.meta.dirname, 'in-temporary-folder.ts')}';
    await inTemporaryFolder(async (folder) => {
      await writeFile(folder + '/table', 'name,email\\nHana,hana@example.com');
      console.log(folder);
      setInterval(() => {}, 1e6);
      await new Promise(() => {});
    });`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  holders.push(holder);
  const [said] = await once(holder.stdout!.setEncoding('utf8'), 'data');
  return { holder, folder: said.trim() };
}

test('O04 the list that a killed program was reading is removed at the next start, that of a living one is not', async () => {
  const [killed, living] = await Promise.all([startHolder(), startHolder()]);
  killed.holder.kill('SIGKILL');
  await once(killed.holder, 'exit');
  assert.ok(existsSync(join(killed.folder, 'table')), 'kill -9 leaves it');
  assert.equal(await deleteLeftFolders(), 1);
  assert.deepEqual([existsSync(killed.folder), existsSync(join(living.folder, 'table'))], [false, true]);
});

test('a folder is closed to others, and gone after the work however that ends', async () => {
  const folder = await inTemporaryFolder(async (folder) => {
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    assert.equal(await deleteLeftFolders(), 0, 'its own program holds it');
    return folder;
  });
  await assert.rejects(
    inTemporaryFolder(async () => {
      throw new Error('no');
    }),
    /no/,
  );
  assert.equal(existsSync(folder), false);
});

test('a folder without a socket is removed after a day, and what is not ours never', async () => {
  const [fresh, old, others] = ['maru-files-fresh', 'maru-files-old', 'others'].map((name) => join(tmpdir(), name));
  for (const folder of [fresh!, old!, others!]) mkdirSync(folder);
  writeFileSync(join(old!, 'table'), 'x');
  const yesterday = Date.now() / 1000 - 25 * 3600;
  for (const folder of [old!, others!]) utimesSync(folder, yesterday, yesterday);
  assert.equal(await deleteLeftFolders(), 1);
  const left = await readdir(tmpdir());
  assert.deepEqual([left.includes('maru-files-fresh'), left.includes('others')], [true, true]);
});
