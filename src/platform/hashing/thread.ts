/** A thread of its own: derives one key after the other, each from the parameters of a message. */
import { argon2Sync } from 'node:crypto';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';

/**
 * Pages come first: of two who want a core, a hash gets a tenth. A number of its own for each thread is Linux's; elsewhere
 * it would slow down the whole program.
 */
const niceness = 10;
if (process.platform === 'linux') setPriority(niceness);

// What can't be derived ends the thread, and its caller is told why.
parentPort!.on('message', (parameters) => parentPort!.postMessage(argon2Sync('argon2id', parameters)));
