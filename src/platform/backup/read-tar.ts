import type { TarEntry } from './write-tar.ts';

const blockBytes = 512;
/** More than any entry of ours: a size beyond it is not a size. */
const largestEntryBytes = 1024 * 1024 * 1024;

/** The archive is not one, or breaks off. */
export class BrokenTar extends Error {
  readonly is_cut_off: boolean;

  constructor(is_cut_off: boolean) {
    super(is_cut_off ? 'the tar archive breaks off' : 'this is no tar archive');
    this.is_cut_off = is_cut_off;
  }
}

/** The files of a tar archive as `writeTar` writes it, each whole. Throws `BrokenTar`. */
export async function* readTar(bytes: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const iterator = bytes[Symbol.asyncIterator]();
  const take = taker(iterator);
  for (;;) {
    const header = await take(blockBytes);
    if (header.every((byte) => byte === 0)) return await readToEnd(iterator);
    const size = readHeader(header);
    const body = await take(size);
    await take(-size & (blockBytes - 1));
    yield { name: header.toString('utf8', 0, 100).split('\0')[0]!, body };
  }
}

/** Gives the size, once the checksum says that it is a header. */
function readHeader(header: Buffer): number {
  const octal = (at: number, length: number) => Number.parseInt(header.toString('latin1', at, at + length), 8);
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  const size = octal(124, 12);
  if (octal(148, 8) !== sum || !(size >= 0 && size <= largestEntryBytes)) throw new BrokenTar(false);
  return size;
}

/** Gives the next so many bytes at each call. */
function taker(iterator: AsyncIterator<Buffer>): (length: number) => Promise<Buffer> {
  let kept: Buffer = Buffer.alloc(0);
  return async (length) => {
    const parts = [kept];
    for (let missing = length - kept.length; missing > 0; missing -= parts.at(-1)!.length) {
      const next = await iterator.next();
      if (next.done) throw new BrokenTar(true);
      parts.push(next.value);
    }
    const joined = parts.length === 1 ? kept : Buffer.concat(parts);
    kept = joined.subarray(length);
    return joined.subarray(0, length);
  };
}

/** Whatever unpacks the archive has a checksum behind the last byte. */
async function readToEnd(iterator: AsyncIterator<Buffer>): Promise<void> {
  while (!(await iterator.next()).done);
}
