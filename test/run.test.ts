import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '#platform/project-folder.ts';
import { hashSources, needsBuild, needsInstall, refusalOf } from '../bin/run.mjs';
import { makeFolder } from './make-folder.ts';

/** A project that is installed and built, whose program is these lines. */
function makeProject(program: string): string {
  const folder = makeFolder();
  const brought = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin');
  for (const made of [brought, join(folder, 'src'), join(folder, 'build')]) mkdirSync(made, { recursive: true });
  cpSync(join(projectFolder, 'bin'), join(folder, 'bin'), { recursive: true });
  symlinkSync(process.execPath, join(brought, 'node'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "scripts": { "build": "echo nothing to build" } }');
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  writeFileSync(join(folder, 'node_modules/.maru-lock'), '{}');
  writeFileSync(join(folder, 'bin/program.mjs'), program);
  writeFileSync(join(folder, 'build/sources.sha256'), hashSources(folder));
  return folder;
}

test('a system that Maru brings no Node.js for is told so in one sentence', () => {
  assert.equal(refusalOf({ platform: 'linux', arch: 'x64', node: '20.20.2' }), null);
  assert.equal(refusalOf({ platform: 'darwin', arch: 'arm64', node: '24.1.0' }), null);
  assert.match(refusalOf({ platform: 'darwin', arch: 'arm64', node: '22.9.0' })!, /^Maru needs Node\.js 24 .*\.$/);
  assert.match(refusalOf({ platform: 'linux', arch: 'riscv64', node: '20.0.0' })!, /on linux riscv64/);
});

test('packages are installed again when package-lock.json is another one', () => {
  const folder = makeProject('');
  assert.equal(needsInstall(folder), false);
  writeFileSync(join(folder, 'package-lock.json'), '{ "version": 2 }');
  assert.equal(needsInstall(folder), true);
});

test('a build is made again when a source changes, not when a test does', () => {
  const folder = makeProject('');
  writeFileSync(join(folder, 'src/a.test.ts'), 'test');
  assert.equal(needsBuild(folder), false);
  writeFileSync(join(folder, 'src/a.ts'), 'one');
  assert.equal(needsBuild(folder), true);
  const before = hashSources(folder);
  rmSync(join(folder, 'src/a.ts'));
  writeFileSync(join(folder, 'src/b.ts'), 'one');
  assert.notEqual(hashSources(folder), before, 'a file of another name is another source');
});

test('the real sources are looked through in a moment', (t) => {
  // The processor's time and the least of three, as other tests keep the machine busy meanwhile.
  const took = Math.min(...[1, 2, 3].map(lookThroughSources));
  t.diagnostic(`${took.toFixed()} ms`);
  assert.ok(took < 200, `took ${took.toFixed()} ms of the processor's time`);
});

function lookThroughSources(): number {
  const before = process.cpuUsage();
  hashSources(projectFolder);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test("the command line's arguments, output and exit status pass through untouched", () => {
  const folder = makeProject('console.log(JSON.stringify(process.argv.slice(2))); process.exit(7)');
  const { stdout, stderr, status } = spawnSync(join(folder, 'bin/maru'), ['import', 'a b.csv', '--json'], {
    encoding: 'utf8',
  });
  assert.deepEqual([JSON.parse(stdout), stderr, status], [['import', 'a b.csv', '--json'], '', 7]);
});

test('what is built says so on standard error, in one line', () => {
  const folder = makeProject("console.log('up')");
  writeFileSync(join(folder, 'src/more.ts'), '');
  const { stdout, stderr, status } = spawnSync('node', ['bin/run.mjs', 'start'], { cwd: folder, encoding: 'utf8' });
  assert.deepEqual([stdout, status], ['up\n', 0]);
  assert.match(stderr, /^Building … \d+\.\d s\n$/);
  assert.equal(needsBuild(folder), false);
});

test('O04 a signal reaches the program, which ends in order', async () => {
  const folder = makeProject(
    "process.on('SIGTERM', () => { console.log('in order'); process.exit(0); }); setInterval(() => {}, 1000); console.log('up');",
  );
  const started = spawn('node', ['bin/run.mjs', 'start'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  started.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
  await once(started.stdout, 'data');
  started.kill('SIGTERM');
  const [status] = await once(started, 'exit');
  assert.deepEqual([said.join(''), status], ['up\nin order\n', 0]);
});
