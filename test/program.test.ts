import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { projectFolder } from '#platform/project-folder.ts';
import { startDatabase, type TestDatabase } from './start-database.ts';

let database: TestDatabase;
let folder: string;
const started: ChildProcess[] = [];
before(async () => {
  database = await startDatabase();
  folder = await mkdtemp(join(tmpdir(), 'maru-program-'));
});
afterEach(() => {
  for (const program of started.splice(0)) program.kill('SIGKILL');
});
after(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

interface Started {
  program: ChildProcess;
  /** What it has said so far, both ways. */
  said(): string;
  /** Waits until it says something of this shape. */
  hear(shape: RegExp): Promise<RegExpExecArray>;
  ended: Promise<number>;
}

/** Runs the built program as `npm start` does, on the test's database. */
function run(command: string, env: Record<string, string> = {}): Started {
  const own = {
    DATABASE_URL: database.url,
    MARU_SECRET_KEY: 'a secret key that only tests know',
    DATA_DIR: folder,
    PORT: '0',
    LC_ALL: 'C.UTF-8',
  };
  const program = spawn(process.execPath, [join(projectFolder, 'bin/program.mjs'), command], {
    env: { PATH: process.env.PATH, ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(program);
  let text = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
  }
  const ended = once(program, 'exit').then(([status]) => status as number);
  return {
    program,
    said: () => text,
    ended,
    async hear(shape) {
      for (const until = Date.now() + 30_000; Date.now() < until; ) {
        const heard = shape.exec(text);
        if (heard) return heard;
        if (program.exitCode !== null) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`never said ${shape}, only:\n${text}`);
    },
  };
}

test('O04 Maru says where it is and where to set it up, answers, and stops in order when asked', async () => {
  const { program, hear, said, ended } = run('start');
  const [, address] = await hear(/running at (http:\/\/localhost:\d+)/);
  const [, link] = await hear(/(http:\/\/localhost:\d+\/set-up\/[\w-]{43})/);
  assert.ok(link!.startsWith(`${address}/`));
  assert.equal((await fetch(`${address}/ready`)).status, 200);
  assert.match(await (await fetch(link!)).text(), /admin_password/);
  program.kill('SIGTERM');
  assert.equal(await ended, 0, said());
  await assert.rejects(fetch(`${address}/health`));
});

test('a process for web and one for jobs share a database', async () => {
  const worker = run('worker');
  const web = run('web', { MARU_PUBLIC_URL: 'https://help.example.com' });
  await web.hear(/running at https:\/\/help\.example\.com/);
  await web.hear(/https:\/\/help\.example\.com\/set-up\//);
  await worker.hear(/working off jobs/);
  for (const { program, ended, said } of [worker, web]) {
    program.kill('SIGINT');
    assert.equal(await ended, 0, said());
  }
});

test('what keeps Maru from starting is one plain sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: String(port) }, /^Port \d+ is already in use\./],
    [{ HOST: '203.0.113.1' }, /^203\.0\.113\.1 is not an address of this machine\./],
    [{ PORT: 'http' }, /^PORT must be a port from 0 to 65535/],
    [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', MARU_SECRET_KEY: '' }, /^MARU_SECRET_KEY is required/],
  ];
  for (const [env, sentence] of cases) {
    const { ended, said } = run('start', env);
    assert.equal(await ended, 1, said());
    assert.match(said().trim(), sentence);
    assert.equal(said().trim().split('\n').length, 1, said());
  }
  taken.close();
});
