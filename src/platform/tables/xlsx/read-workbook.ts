import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Failure } from '#platform/failure.ts';
import { projectFolder } from '#platform/project-folder.ts';
import type { WorkbookMessage, WorkbookRequest } from './message.ts';

const childPath = join(projectFolder, 'src/platform/tables/xlsx/child.ts');

/** Ends of a process that ran out of the memory it may have: V8 aborts, or the system kills it. */
const OUT_OF_MEMORY_CODES = [134, 137];

/**
 * What a child process reads from a workbook, message by message and no faster than they are asked for. The child has
 * a heap limit, may write no file and start no program, and is killed when the reader leaves the loop, when the signal
 * aborts, or when it has been waited for longer than `xlsx_seconds` in all.
 */
export async function* readWorkbook(request: WorkbookRequest, signal?: AbortSignal): AsyncGenerator<WorkbookMessage> {
  signal?.throwIfAborted();
  const { xlsx_heap_mb, xlsx_seconds } = request.limits;
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${xlsx_heap_mb}`, '--permission', '--allow-fs-read=*', childPath, JSON.stringify(request)],
    { cwd: projectFolder, env: {}, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const kill = () => void child.kill('SIGKILL');
  signal?.addEventListener('abort', kill);
  let spawnError: Error | undefined;
  child.once('error', (error) => {
    spawnError = error;
  });
  const closed = new Promise<{ code: number | null; ending: string | null }>((resolve) => {
    child.once('close', (code, ending) => resolve({ code, ending }));
  });
  const complaint = text(child.stderr);
  const limit = createWaitLimit(xlsx_seconds * 1000, kill);
  try {
    for await (const line of readLines(limit.watch(child.stdout))) {
      const message: WorkbookMessage = JSON.parse(line);
      if (message.kind === 'failure') throw new Failure('invalid', message.code, { values: message.values });
      if (message.kind === 'end') return;
      yield message;
    }
    const { code, ending } = await closed;
    signal?.throwIfAborted();
    if (spawnError) throw spawnError;
    if (limit.isOver()) throw new Failure('invalid', 'tables.took_too_long', { values: { seconds: xlsx_seconds } });
    if (ending || OUT_OF_MEMORY_CODES.includes(code ?? 0)) throw new Failure('invalid', 'tables.too_complex');
    throw new Error(`the program that reads workbooks ended with ${code}: ${(await complaint).slice(-2000)}`);
  } finally {
    signal?.removeEventListener('abort', kill);
    kill();
    // A process counts as closed once its output is read to the end or let go.
    child.stdout.destroy();
    await closed;
  }
}

/** Counts only the time spent waiting for a stream: a reader that takes long over its rows is no fault of the stream. */
function createWaitLimit(milliseconds: number, onOver: () => void) {
  let left = milliseconds;
  return {
    isOver: () => left <= 0,
    async *watch(stream: Readable): AsyncGenerator<Buffer> {
      const pieces = stream[Symbol.asyncIterator]();
      for (;;) {
        const start = performance.now();
        const timer = setTimeout(() => {
          left = 0;
          onOver();
        }, left);
        const piece = await pieces.next().finally(() => clearTimeout(timer));
        left -= performance.now() - start;
        if (piece.done) return;
        yield piece.value;
      }
    },
  };
}

async function* readLines(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let line: Buffer[] = [];
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(10); end !== -1; end = piece.indexOf(10, start)) {
      line.push(piece.subarray(start, end));
      yield Buffer.concat(line).toString();
      line = [];
      start = end + 1;
    }
    line.push(piece.subarray(start));
  }
}
