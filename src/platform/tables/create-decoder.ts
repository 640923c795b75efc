import { createCp949Decoder } from './create-cp949-decoder.ts';
import type { Encoding } from './table.ts';

/** What the decoders make of bytes that stand for nothing in an encoding of before Unicode: C1 controls and private characters. */
const noCharacters = /[\x80-\x9f\ue000-\uf8ff]/g;

const MARK = '\ufeff';
const marksOfLines = /(^|[\r\n])\ufeff+/g;
const marksOfLaterLines = /([\r\n])\ufeff+/g;

/**
 * Turns the bytes of one stream into text, piece by piece. A byte-order mark is dropped, also at the beginning of a later
 * line, where files were joined. What can not be decoded becomes U+FFFD, and an ASCII byte after a broken character stays
 * itself, so rows and cells keep their borders.
 */
export function createDecoder(encoding: Encoding): (bytes: Uint8Array, isLast: boolean) => string {
  if (encoding === 'cp949') return createCp949Decoder();
  const decoder = new TextDecoder(encoding);
  const hasAllOfUnicode = encoding.startsWith('utf-') || encoding === 'gb18030';
  let isLineStart = true;
  return (bytes, isLast) => {
    const decoded = decoder.decode(bytes, { stream: !isLast });
    const text = hasAllOfUnicode ? decoded : decoded.replace(noCharacters, '\ufffd');
    const kept = text.includes(MARK) ? text.replace(isLineStart ? marksOfLines : marksOfLaterLines, '$1') : text;
    if (kept !== '') isLineStart = kept.endsWith('\n') || kept.endsWith('\r');
    return kept;
  };
}
