/** A file of an archive. */
export interface TarEntry {
  /** Up to 100 bytes in UTF-8. */
  name: string;
  body: Uint8Array;
}

const blockBytes = 512;
const ownerMayReadAndWrite = 0o600;

/** The bytes of a tar archive (POSIX ustar) with these files in their order, all of one moment. */
export async function* writeTar(entries: AsyncIterable<TarEntry>, made_at: Date): AsyncGenerator<Uint8Array> {
  for await (const { name, body } of entries) {
    yield header(name, body.length, made_at);
    yield body;
    const rest = body.length % blockBytes;
    if (rest > 0) yield Buffer.alloc(blockBytes - rest);
  }
  yield Buffer.alloc(2 * blockBytes);
}

function header(name: string, size: number, made_at: Date): Buffer {
  const block = Buffer.alloc(blockBytes);
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  if (Buffer.byteLength(name) > 100) throw new Error(`a name in a tar archive is at most 100 bytes long: ${name}`);
  block.write(name);
  octal(ownerMayReadAndWrite, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(Math.floor(made_at.getTime() / 1000), 136, 12);
  block.write('0', 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  // The checksum is taken with blanks in its own place.
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
