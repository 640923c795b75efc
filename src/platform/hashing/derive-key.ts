import type { Argon2Parameters } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectFolder } from '#platform/project-folder.ts';

const threadPath = join(projectFolder, 'src/platform/hashing/thread.ts');
const idle: Worker[] = [];

/**
 * A key by Argon2id (RFC 9106), derived in a thread that gives way to everything else: hashes would otherwise keep a small
 * machine's cores from everybody who asks for a page. As many threads as are ever needed at once stay; none keeps the
 * program from ending. Throws for parameters that Argon2 does not know or the machine has no memory for.
 */
export async function deriveKey(parameters: Argon2Parameters): Promise<Buffer> {
  const thread = idle.pop() ?? new Worker(threadPath);
  thread.ref();
  thread.postMessage(parameters);
  // Rejects where the thread ends with an error; it is not used again then.
  const [key] = (await once(thread, 'message')) as [Uint8Array];
  thread.unref();
  idle.push(thread);
  return Buffer.from(key);
}
