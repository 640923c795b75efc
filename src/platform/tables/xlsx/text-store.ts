import { Failure } from '#platform/failure.ts';

const BLOCK_BYTES = 4 * 1024 ** 2;
const BLOCK_TEXTS = 64 * 1024;

export interface TextStore {
  add(text: string): void;
  /** Undefined when the workbook points at a text that it does not have. */
  at(index: number): string | undefined;
}

/**
 * Keeps the shared texts of a workbook as UTF-8 outside the heap: ten million short ones take 240 MB where strings
 * would take a gigabyte. Grows by blocks as texts come; what the file says about their number is not believed.
 */
export function createTextStore(maxBytes: number): TextStore {
  const blocks: Buffer[] = [];
  /** Block, offset and length of each text. */
  const places: Uint32Array[] = [];
  let count = 0;
  let used = 0;
  let total = 0;
  return {
    add(text) {
      const length = Buffer.byteLength(text);
      total += length + 12;
      if (total > maxBytes) {
        throw new Failure('invalid', 'tables.too_many_texts', { values: { max: Math.round(maxBytes / 1024 ** 2) } });
      }
      let block = blocks.at(-1);
      if (!block || used + length > block.length) {
        block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, length));
        blocks.push(block);
        used = 0;
      }
      if (count % BLOCK_TEXTS === 0) places.push(new Uint32Array(BLOCK_TEXTS * 3));
      const at = (count % BLOCK_TEXTS) * 3;
      places.at(-1)!.set([blocks.length - 1, used, length], at);
      used += block.write(text, used);
      count++;
    },
    at(index) {
      if (!(index >= 0 && index < count)) return undefined;
      const page = places[Math.floor(index / BLOCK_TEXTS)]!;
      const at = (index % BLOCK_TEXTS) * 3;
      const start = page[at + 1]!;
      return blocks[page[at]!]!.toString('utf8', start, start + page[at + 2]!);
    },
  };
}
