/** The same bytes in pieces of exactly `size`, but for the last one; an empty stream gives none. */
export async function* inPieces(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let kept: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    let rest = part;
    while (length + rest.length >= size) {
      const missing = size - length;
      yield Buffer.concat([...kept, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      kept = [];
      length = 0;
    }
    if (rest.length > 0) kept.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(kept);
}
