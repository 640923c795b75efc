import { createCp949Decoder } from './create-cp949-decoder.ts';
import type { Encoding } from './table.ts';

/**
 * Turns the bytes of one stream into text, piece by piece; a byte-order mark is dropped. What can not be decoded becomes
 * U+FFFD, and an ASCII byte after a broken character stays itself, so rows and cells keep their borders.
 */
export function createDecoder(encoding: Encoding): (bytes: Uint8Array, isLast: boolean) => string {
  if (encoding === 'cp949') return createCp949Decoder();
  const decoder = new TextDecoder(encoding);
  return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast });
}
