import { isAscii, isUtf8 } from 'node:buffer';
import { guessCodePage } from './guess-code-page.ts';
import { readChunks } from './read-chunks.ts';
import type { Encoding } from './table.ts';

/** How much text beyond ASCII is weighed when a file is not UTF-8 throughout. */
const SAMPLE_BYTES = 48 * 1024;
const SAMPLE_BYTES_PER_CHUNK = 6 * 1024;

/**
 * Which encoding a text file has, told by its byte-order mark, by where its zero bytes stand (UTF-16) or by its bytes
 * beyond ASCII. The whole file is checked for UTF-8 (some GB per second), because lists often begin with pages of
 * ASCII; only what fails that is weighed between UTF-8 with a few broken bytes and the encodings of before Unicode.
 */
export async function guessEncoding(path: string, signal?: AbortSignal): Promise<Encoding> {
  const sample: Buffer[] = [];
  let sampleBytes = 0;
  let isAllUtf8 = true;
  let isFirst = true;
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of readChunks(path, signal)) {
    if (isFirst) {
      const wide = byteOrderMark(chunk) ?? wideByZeros(chunk);
      if (wide) return wide;
      isFirst = false;
    }
    if (isAscii(chunk) && tail.length === 0) continue;
    if (isAllUtf8) {
      const joined = Buffer.concat([tail, chunk]);
      const whole = wholeCharacters(joined);
      isAllUtf8 = isUtf8(joined.subarray(0, whole));
      tail = Buffer.from(joined.subarray(whole));
    }
    if (sampleBytes < SAMPLE_BYTES) {
      const start = firstBeyondAscii(chunk);
      sample.push(Buffer.from(chunk.subarray(start, start + SAMPLE_BYTES_PER_CHUNK)));
      sampleBytes += SAMPLE_BYTES_PER_CHUNK;
    } else if (!isAllUtf8) {
      break;
    }
  }
  if (isAllUtf8 && tail.length === 0) return 'utf-8';
  return weigh(Buffer.concat(sample));
}

function byteOrderMark(bytes: Buffer): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  return undefined;
}

/** UTF-16 without a mark: delimiters, line ends, digits and Latin letters have their zero byte always on one side. */
function wideByZeros(bytes: Buffer): Encoding | undefined {
  const units = Math.floor(bytes.length / 2);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < units * 2; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  if (odd > units * 0.05 && even < odd * 0.05) return 'utf-16le';
  if (even > units * 0.05 && odd < even * 0.05) return 'utf-16be';
  return undefined;
}

/** Length without a character that the end cuts in two. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

function firstBeyondAscii(bytes: Buffer): number {
  const found = bytes.findIndex((byte) => byte >= 0x80);
  return found === -1 ? bytes.length : found;
}

function weigh(sample: Buffer): Encoding {
  let broken = 0;
  let whole = 0;
  for (const character of new TextDecoder().decode(sample)) {
    if (character === '\ufffd') broken++;
    else if (character > '\x7f') whole++;
  }
  return whole >= broken ? 'utf-8' : guessCodePage(sample);
}
