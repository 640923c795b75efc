#!/usr/bin/env node
// What every command starts with: installs and builds what is missing, then hands over to the Node.js that the project
// brings. Plain JavaScript for Node.js 20 without a dependency, because nothing is installed yet when it first runs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What each command hands over to, and whether it needs a browser. */
const commands = /** @type {const} */ ({
  start: { script: 'bin/program.mjs', args: ['start'], browses: false },
  demo: { script: 'bin/program.mjs', args: ['demo'], browses: false },
  maru: { script: 'bin/program.mjs', args: [], browses: false },
  test: { script: 'test/run-tests.ts', args: [], browses: true },
  'test:long': { script: 'test/run-tests.ts', args: ['--long'], browses: true },
});

/** What a build is made of; tests are not. */
const sources = [
  'src',
  'locales',
  'public',
  'tools',
  'package.json',
  'package-lock.json',
  'react-router.config.ts',
  'tsconfig.json',
  'vite.config.ts',
];

/**
 * Node.js lets its memory grow by what the machine has, and is no quicker for it in a long import: the part in which new
 * objects begin, and what the old ones may double to before they are looked through.
 */
const nodeOptions = ['--max-semi-space-size=16', '--heap-growing-percent=20'];

/**
 * The same of what lies outside that memory (mallopt(3) of the GNU C library): an arena for every thread, and buffers of a file's
 * pieces scattered over them, made a long import hold half as much again at its end. Whoever sets them knows better.
 */
const allocation = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_TRIM_THRESHOLD_: '131072' };

const browsers = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const oldestNode = 24;

/**
 * One sentence for a system that Maru can't run on, or null: Node.js comes with the packages for Linux on x64 and arm64.
 * @param {{ platform: string, arch: string, node: string }} system
 */
export function refusalOf({ platform, arch, node }) {
  const isBrought = platform === 'linux' && ['x64', 'arm64'].includes(arch);
  if (isBrought || Number(node.split('.')[0]) >= oldestNode) return null;
  return `Maru needs Node.js ${oldestNode} or later on ${platform} ${arch}, and this is Node.js ${node}: install it from https://nodejs.org and try again.`;
}

/**
 * The Node.js to run Maru with: the one that the packages brought, else this one where it is new enough, else null.
 * @param {string} folder
 */
export function findNode(folder) {
  const brought = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(brought)) return brought;
  return Number(process.versions.node.split('.')[0]) >= oldestNode ? process.execPath : null;
}

/**
 * True unless the packages of this package-lock.json are installed.
 * @param {string} folder
 */
export function needsInstall(folder) {
  return (
    readOrNull(installedFile(folder)) !== readOrNull(join(folder, 'package-lock.json')) || findNode(folder) === null
  );
}

/**
 * A hash over everything that a build is made of; names count as well as contents.
 * @param {string} folder
 */
export function hashSources(folder) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => listFiles(folder, source))) {
    if (/\.test\.tsx?$/.test(file)) continue;
    const bytes = readFileSync(join(folder, file));
    hash.update(`${file} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * True unless the build is of these sources.
 * @param {string} folder
 */
export function needsBuild(folder) {
  return readOrNull(builtFile(folder)) !== hashSources(folder);
}

/** @param {string[]} argv */
async function main([name = '', ...rest]) {
  const command = Object.hasOwn(commands, name) ? commands[/** @type {keyof typeof commands} */ (name)] : null;
  if (!command && name !== 'prepare') fail(`Say what to run: ${Object.keys(commands).join(', ')} or prepare.`);
  const refusal = refusalOf({ platform: process.platform, arch: process.arch, node: process.versions.node });
  if (refusal) fail(refusal);
  if (needsInstall(root) || needsBuild(root)) await alone(prepare);
  if (!command) return;
  if (command.browses) installBrowser();
  await handOver([join(root, command.script), ...command.args, ...rest]);
}

function prepare() {
  if (needsInstall(root)) {
    step('Installing packages (the first time takes a minute)', () => {
      rmSync(installedFile(root), { force: true });
      run(...npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'));
      if (!findNode(root)) fail(`npm brought no Node.js for this machine: install Node.js ${oldestNode} or later.`);
      writeFileSync(installedFile(root), readFileSync(join(root, 'package-lock.json')));
    });
  }
  if (!needsBuild(root)) return;
  step('Building', () => {
    rmSync(builtFile(root), { force: true });
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    run('/bin/sh', ['-c', scripts.build]);
    mkdirSync(dirname(builtFile(root)), { recursive: true });
    writeFileSync(builtFile(root), hashSources(root));
  });
}

/** Programs that start together prepare one after the other. The lock names its holder, so that a killed one holds none. @param {() => void} work */
async function alone(work) {
  const lock = join(
    tmpdir(),
    `maru-prepare-${createHash('sha256').update(`${root} ${process.getuid?.()}`).digest('hex').slice(0, 12)}`,
  );
  for (let isSaid = false; !take(lock); await sleep(200)) {
    if (!isSaid) console.error('Another Maru is installing or building here; waiting for it …');
    isSaid = true;
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} lock */
function take(lock) {
  const own = `${lock}.${process.pid}`;
  // Nobody else's file or link of this name is written through.
  rmSync(own, { force: true });
  writeFileSync(own, String(process.pid), { flag: 'wx' });
  try {
    // A link appears with its contents or not at all.
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    if (!isAlive(Number(readOrNull(lock)))) rmSync(lock, { force: true });
    return false;
  } finally {
    rmSync(own);
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

function installBrowser() {
  if (browsers.some(existsSync)) return;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) {
    fail(
      'The journeys need Chromium: install it (on Debian or Ubuntu: apt-get install chromium-headless-shell fonts-noto-cjk) and try again.',
    );
  }
  step("Installing Chromium and Korean letters from the system's packages", () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    run('apt-get', ['update', '-q'], env);
    run(
      'apt-get',
      ['install', '-q', '-y', '--no-install-recommends', 'chromium-headless-shell', 'fonts-noto-cjk'],
      env,
    );
  });
}

/** Runs the program in the foreground: signals are passed on, and its end is ours. @param {string[]} args */
async function handOver(args) {
  const env = { NODE_ENV: 'production', ...allocation, ...process.env, PATH: path() };
  const child = spawn(/** @type {string} */ (findNode(root)), [...nodeOptions, ...args], { stdio: 'inherit', env });
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${child.spawnfile} can not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}

/** Says in one line what takes time, and how long it took. @param {string} what @param {() => void} work */
function step(what, work) {
  const began = Date.now();
  process.stderr.write(`${what} … `);
  work();
  process.stderr.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}

/** @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function run(program, args, env = { ...process.env, PATH: path() }) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd: root, env, encoding: 'utf8' });
  if (status === 0) return;
  const said = [stdout, stderr, error?.message].filter(Boolean).join('\n').trim().split('\n').slice(-30).join('\n');
  fail(`it failed.\n${said}\n\n${basename(program)} ${args.join(' ')} failed; see above.`);
}

/** npm as it was called, or the one in the path. @param {string[]} args @returns {[string, string[]]} */
function npm(...args) {
  const called = process.env.npm_execpath ?? '';
  return basename(called) === 'npm-cli.js' ? [process.execPath, [called, ...args]] : ['npm', args];
}

function path() {
  return [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
}

/** @param {string} folder @param {string} name @returns {string[]} */
function listFiles(folder, name) {
  const full = join(folder, name);
  if (!existsSync(full)) return [];
  try {
    const inside = readdirSync(full).sort();
    return inside.flatMap((one) => listFiles(folder, join(name, one)));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOTDIR') throw error;
    return [name];
  }
}

/** A copy of the package-lock.json that is installed. @param {string} folder */
function installedFile(folder) {
  return join(folder, 'node_modules', '.maru-lock');
}

/** The hash of the sources that are built. @param {string} folder */
function builtFile(folder) {
  return join(folder, 'build', 'sources.sha256');
}

/** @param {string} file */
function readOrNull(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** @param {string} sentence @returns {never} */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await main(process.argv.slice(2));
