import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectFolder } from '#platform/project-folder.ts';

/**
 * Starts the built program as `npm start` does, on this machine only, with these settings beside the environment's, and waits
 * until it answers, 30 seconds at most.
 */
export async function startBuiltProgram(
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const started = spawn(process.execPath, [join(projectFolder, 'bin/program.mjs'), 'start'], {
    env: { NODE_ENV: 'production', ...process.env, PORT: String(port), HOST: '127.0.0.1', ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return started;
    await sleep(100);
  }
  await stopBuiltProgram(started);
  throw new Error('the program did not start');
}

/** Asks it to end and waits until it has. */
export async function stopBuiltProgram(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return;
  const ended = new Promise((resolve) => program.once('exit', resolve));
  program.kill('SIGTERM');
  await ended;
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
