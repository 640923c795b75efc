import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { inTurn } from '#platform/in-turn.ts';
import { projectFolder } from '#platform/project-folder.ts';
import type { PdfDocument } from './pdf-document.ts';

const threadPath = join(projectFolder, 'src/platform/pdf/thread.ts');

/** Drawing keeps a font of 4.5 MB and its tables in memory; two at once would gain nothing. */
const turn = inTurn({ at_once: 1, waiting: 20 });

/**
 * A document as PDF, tagged and with its language, for screen readers too (PDF/UA). Drawn in a thread of its own, one after
 * the other: reading a Korean font takes a second, in which nobody else may wait.
 */
export function writePdf(document: PdfDocument): Promise<Uint8Array> {
  return turn(
    () =>
      new Promise<Uint8Array>((resolve, reject) => {
        const thread = new Worker(threadPath, {
          workerData: document,
          resourceLimits: { maxOldGenerationSizeMb: 512 },
        });
        thread.once('message', resolve);
        thread.once('error', reject);
        thread.once('exit', (code) => reject(new Error(`the thread that draws PDF ended with ${code}`)));
      }),
  );
}
