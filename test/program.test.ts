import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { listAccountIds } from '#features/accounts/list-account-ids.ts';
import { createSession } from '#features/sessions/create-session.ts';
import { createAccountWithOwner } from '#features/setup/create-account-with-owner.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { projectFolder } from '#platform/project-folder.ts';
import { platformContext } from './platform-context.ts';
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

test('O04 a program killed in the middle of an upload leaves no half import, and one told to stop neither', async () => {
  const ctx = platformContext(database, { account_id: 0 });
  await createAccountWithOwner(ctx, {
    name: 'Acorn Support',
    language: 'en',
    country: 'KR',
    time_zone: 'Asia/Seoul',
    public_url: 'http://localhost:3000',
    admin_name: 'Adam Admin',
    admin_email: 'adam@acorn.example',
    admin_password: 'nine quiet lanterns',
  });
  const [account_id] = await listAccountIds(ctx.db);
  const own = platformContext(database, { account_id: account_id! });
  const { token } = await createSession(own, { agent_id: 1, is_remembered: false });
  const written = () =>
    inTransaction(own, async ({ db }) => {
      const files = await db.selectFrom('stored_file').select('size_bytes').execute();
      const imports = await db.selectFrom('import').select('id').execute();
      const whole = files.filter(({ size_bytes }) => size_bytes !== null);
      return { files: files.length, whole: whole.length, imports: imports.length };
    });
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const { files: before } = await written();
    const { program, hear, ended, said } = run('web');
    const [, address] = await hear(/running at (http:\/\/localhost:\d+)/);
    const upload = request(`${address}/imports/upload`, {
      method: 'POST',
      headers: {
        cookie: `agent_session=${token}`,
        'sec-fetch-site': 'same-origin',
        'x-file-name': 'list.csv',
        'content-length': 50_000_000,
      },
    });
    const cut = once(upload, 'error');
    upload.write(`name,email\n${'Ruth,ruth@acorn.example\n'.repeat(200_000)}`);
    for (const until = Date.now() + 10_000; (await written()).files === before && Date.now() < until; ) await sleep(50);
    assert.ok((await written()).files > before, 'the upload is under way');
    program.kill(signal);
    // One that is told to stop waits for what is under way, here until the sender gives up.
    if (signal === 'SIGTERM') {
      await sleep(500);
      upload.destroy(new Error('gives up'));
    }
    await cut;
    const status = await ended;
    if (signal === 'SIGTERM') assert.equal(status, 0, said());
    const { whole, imports } = await written();
    assert.deepEqual({ whole, imports }, { whole: 0, imports: 0 }, 'what is there has no size and is read by nobody');
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
