import { spawn } from 'node:child_process';
import { open, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '#platform/failure.ts';
import { refuseClosed } from '#platform/refuse-closed.ts';
import { endOrphans, findRunningServer, isReachedBySocket, socketPort } from './running-server.ts';
import { runsIn, type ServerFolder } from './server-folder.ts';
import type { ServerProgram } from './server-program.ts';

const mb = 1024 * 1024;
const longestLog = 10 * mb;
/** How long what a killed server left behind may take to end. */
const patienceMs = 30_000;

/**
 * Starts PostgreSQL on a folder and waits until it takes connections, however long it has to recover after a crash. Does
 * nothing where another program was quicker. The server outlives the program that starts it.
 */
export async function startServer(program: ServerProgram, folder: ServerFolder, isDurable: boolean): Promise<void> {
  for (const until = Date.now() + patienceMs; ; await sleep(100)) {
    const refusal = await tryToStart(program, folder, isDurable);
    if (refusal === null) return;
    const isTaken = /lock file "postmaster\.pid" already exists/.test(refusal);
    if (isTaken && (await findRunningServer(folder))) return;
    const isHeldByOrphans = /pre-existing shared memory block/.test(refusal);
    if (!(isTaken || isHeldByOrphans) || Date.now() > until) throw failureOf(folder, refusal);
    if (isHeldByOrphans) await endOrphans(folder);
  }
}

/** Null once it runs, otherwise its last words. */
async function tryToStart(program: ServerProgram, folder: ServerFolder, isDurable: boolean): Promise<string | null> {
  const { inside, user, options } = runsIn(program, folder.path);
  const log = await openServerLog(folder).catch(refuseClosed(dirname(folder.path)));
  try {
    if (user) await log.chown(user.uid, user.gid);
    const { size } = await log.stat();
    const flags = Object.entries(await settingsFor(folder, isDurable)).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    // Detached: Ctrl-C in the terminal is for the program, which stops the server itself and last.
    const server = spawn(program.postgres, ['-D', inside, ...flags], {
      ...options,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    server.unref();
    let lastWords: Promise<string> | undefined;
    server.once('error', (error) => {
      lastWords = Promise.resolve(error.message);
    });
    const readLastWords = () => {
      lastWords = readFrom(folder, size);
    };
    server.once('exit', readLastWords);
    for (; !lastWords; await sleep(5)) {
      if (!(await findRunningServer(folder))?.isReady) continue;
      server.off('exit', readLastWords);
      return null;
    }
    return await lastWords;
  } finally {
    await log.close();
  }
}

async function settingsFor(folder: ServerFolder, isDurable: boolean): Promise<Record<string, string | number>> {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  const bySocket = isReachedBySocket(folder.path);
  return {
    listen_addresses: bySocket ? '' : '127.0.0.1',
    port: bySocket ? socketPort : await findFreePort(),
    // Relative to the folder, which no other user can enter.
    unix_socket_directories: '.',
    max_connections: 100,
    shared_buffers: `${Math.round(Math.min(1024, Math.max(32, memory / mb / 8)))}MB`,
    effective_cache_size: `${Math.round(memory / mb / 2)}MB`,
    maintenance_work_mem: `${Math.round(Math.min(256, Math.max(32, memory / mb / 16)))}MB`,
    work_mem: '16MB',
    // Imports write a lot at once: fewer checkpoints, and no log that only a standby would need.
    max_wal_size: '4GB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    random_page_cost: 1.1,
    jit: 'off',
    // A killed program's statement ends instead of going on and holding its locks.
    client_connection_check_interval: '2s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and details would carry customers' data into the log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

function logOf(folder: ServerFolder): string {
  return join(dirname(folder.path), 'postgresql.log');
}

async function openServerLog(folder: ServerFolder) {
  const path = logOf(folder);
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > longestLog) await rm(path);
  return open(path, 'a', 0o600);
}

async function readFrom(folder: ServerFolder, position: number): Promise<string> {
  const log = await open(logOf(folder));
  try {
    const { size } = await log.stat();
    const { buffer } = await log.read(Buffer.alloc(Math.min(size - position, mb)), 0, null, position);
    return buffer.toString();
  } finally {
    await log.close();
  }
}

function failureOf(folder: ServerFolder, words: string): Failure {
  const last =
    words
      .split('\n')
      .filter((line) => /FATAL|could not|error/i.test(line))
      .at(-1) ?? words.trim();
  const reason = last.replace(/^.*?(FATAL|ERROR|LOG): +/, '');
  return new Failure('unavailable', 'database.server_not_started', { values: { reason, log: logOf(folder) } });
}
