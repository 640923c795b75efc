/** A thread of its own: draws one document and hands its bytes back. */
import { parentPort, workerData } from 'node:worker_threads';
import { drawDocument } from './draw-document.ts';

const bytes = await drawDocument(workerData);
parentPort!.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
