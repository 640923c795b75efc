import { createCp949Decoder } from './create-cp949-decoder.ts';
import type { Encoding } from './table.ts';

/** What the decoders make of bytes that stand for nothing in an encoding of before Unicode: C1 controls and private characters. */
const noCharacters = /[\x80-\x9f\ue000-\uf8ff]/g;

const MARK = '\ufeff';
const marksOfLines = /(^|[\r\n])\ufeff+/g;
const marksOfLaterLines = /([\r\n])\ufeff+/g;

/** Encodings of several bytes a character, in which no character has a byte below 0x30 but those of ASCII. */
const wideEncodings: readonly Encoding[] = ['shift_jis', 'euc-jp', 'gb18030', 'big5'];
const LONGEST_HELD = 1024 ** 2;

type Decode = (bytes: Uint8Array, isLast: boolean) => string;

/**
 * Turns the bytes of one stream into text, piece by piece. A byte-order mark is dropped, also at the beginning of a later
 * line, where files were joined. What can not be decoded becomes U+FFFD, and an ASCII byte after a broken character stays
 * itself, so rows and cells keep their borders.
 */
export function createDecoder(encoding: Encoding): Decode {
  if (encoding === 'cp949') return createCp949Decoder();
  const decode = wideEncodings.includes(encoding) ? inWholeCharacters(encoding) : inPieces(encoding);
  const hasAllOfUnicode = encoding.startsWith('utf-') || encoding === 'gb18030';
  let isLineStart = true;
  return (bytes, isLast) => {
    const decoded = decode(bytes, isLast);
    const text = hasAllOfUnicode ? decoded : decoded.replace(noCharacters, '\ufffd');
    const kept = text.includes(MARK) ? text.replace(isLineStart ? marksOfLines : marksOfLaterLines, '$1') : text;
    if (kept !== '') isLineStart = kept.endsWith('\n') || kept.endsWith('\r');
    return kept;
  };
}

function inPieces(encoding: Encoding): Decode {
  const decoder = new TextDecoder(encoding);
  return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast });
}

/**
 * Node's decoder throws where a broken character of several bytes lies over the border of two pieces (ICU 78.3), so each
 * piece ends behind a comma, a blank or a line end.
 */
function inWholeCharacters(encoding: Encoding): Decode {
  const decoder = new TextDecoder(encoding);
  let held: Uint8Array = new Uint8Array();
  return (bytes, isLast) => {
    const joined = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    const end =
      isLast || joined.length > LONGEST_HELD ? joined.length : joined.findLastIndex((byte) => byte < 0x30) + 1;
    held = Uint8Array.from(joined.subarray(end));
    return decoder.decode(joined.subarray(0, end));
  };
}
