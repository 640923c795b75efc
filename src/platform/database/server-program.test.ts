import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder } from '../../../test/make-folder.ts';
import { canReach, findServerProgram, makeLinks, reachableFolder } from './server-program.ts';

/** A package as npm unpacks it when it runs no install scripts: no links, and here without the permission to run. */
function makePackage(): string {
  const folder = join(makeFolder(), 'native');
  for (const part of ['bin', 'lib']) mkdirSync(join(folder, part), { recursive: true });
  for (const name of ['bin/initdb', 'bin/postgres', 'lib/libpq.so.5.18'])
    writeFileSync(join(folder, name), '', { mode: 0o644 });
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  writeFileSync(join(folder, 'pg-symlinks.json'), JSON.stringify(links));
  writeFileSync(join(folder, '../package.json'), '{ "version": "18.4.0" }');
  return folder;
}

test('the server works where npm ran no install scripts', async () => {
  const folder = makePackage();
  await Promise.all([makeLinks(folder), makeLinks(folder)]);
  assert.equal(readlinkSync(join(folder, 'lib/libpq.so.5')), 'libpq.so.5.18');
  assert.equal(statSync(join(folder, 'bin/postgres')).mode & 0o777, 0o755);
});

if (process.getuid?.() === 0) {
  test('as root the server is copied once to where its user can walk', async () => {
    const { user } = await findServerProgram();
    const folder = makePackage();
    await makeLinks(folder);
    const copies = join(makeFolder(), 'copies');
    chmodSync(join(copies, '..'), 0o755);
    assert.equal(canReach(user!, join(folder, 'bin/postgres')), false, 'the package lies in a folder of root alone');
    const copy = await reachableFolder(user!, folder, copies);
    assert.equal(await reachableFolder(user!, folder, copies), copy);
    assert.equal(canReach(user!, join(copy, 'bin/postgres')), true);
    assert.equal(readlinkSync(join(copy, 'lib/libpq.so.5')), 'libpq.so.5.18');
    assert.deepEqual(readdirSync(copies), ['postgresql-18.4.0']);
  });
}
