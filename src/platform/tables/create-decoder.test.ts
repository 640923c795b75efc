import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { createDecoder } from './create-decoder.ts';
import { encodings } from './table.ts';

/** What somebody else's tables say that a byte sequence means, where Node's decoder differs on purpose or by its age. */
const apart: Partial<Record<(typeof encodings)[number], RegExp>> = {
  // A control character and the byte before Windows had a meaning for it
  shift_jis: /[\x7f\x80]/,
  // Characters that the standard moved out of the private area in 2022, and controls
  gb18030: /[\x80-\x9f\ue000-\uf8ff]/,
  // Apple writes € where ¤ was, and Ω by its letter
  macintosh: /[\xa4\u2126]/,
};

for (const encoding of encodings) {
  test(`G02 every character of ${encoding} comes out as it went in, or is said to be unreadable`, () => {
    const decode = createDecoder(encoding);
    let whole = 0;
    for (let unit = 0x20; unit < 0xfeff; unit++) {
      if (unit >= 0xd800 && unit < 0xe000) continue;
      const character = String.fromCharCode(unit);
      const bytes = iconv.encode(character, encoding, { addBOM: false });
      if (iconv.decode(bytes, encoding, { stripBOM: false }) !== character) continue;
      if (apart[encoding]?.test(character)) continue;
      const decoded = decode(bytes, true);
      if (decoded === character) whole++;
      // Hong Kong's supplement of Big5 is beyond Node: such a name refuses its row.
      else assert.ok(encoding === 'big5' && decoded.includes('\ufffd'), `U+${unit.toString(16)} became ${decoded}`);
    }
    assert.ok(whole > 150, `${whole} characters`);
  });
}

test('G02 bytes that stand for nothing become U+FFFD in every encoding, never an invisible character', () => {
  for (const encoding of encodings.filter((name) => !name.startsWith('utf-16'))) {
    for (let byte = 0x80; byte <= 0xff; byte++) {
      const text = createDecoder(encoding)(Uint8Array.of(byte, 0x2c, 0x0a), true);
      assert.doesNotMatch(text, /[\x80-\x9f\ue000-\uf8ff]/, `${encoding} ${byte.toString(16)}`);
      assert.ok(text.endsWith(',\n'), `${encoding} ${byte.toString(16)}`);
    }
  }
});

test('G02 any bytes in any pieces give the same text, with every comma, quote and line end in it', () => {
  const byte = fc.oneof(fc.nat(255), fc.constantFrom(0x2c, 0x0a, 0x22, 0xef, 0xbb, 0xbf, 0xb0, 0xa1, 0x81, 0x30));
  const marks = (text: string) => text.replace(/[^,\n"]/g, '');
  fc.assert(
    fc.property(
      fc.array(byte, { maxLength: 60 }),
      fc.array(fc.nat(60), { maxLength: 5 }),
      fc.constantFrom(...encodings),
      (all, cuts, encoding) => {
        const bytes = Uint8Array.from(all);
        const decode = createDecoder(encoding);
        const borders = [0, ...cuts.filter((cut) => cut < all.length).sort((a, b) => a - b)];
        const pieces = borders.map((start, at) => decode(bytes.subarray(start, borders[at + 1] ?? all.length), false));
        const text = pieces.join('') + decode(new Uint8Array(), true);
        assert.equal(text, createDecoder(encoding)(bytes, true));
        if (!encoding.startsWith('utf-16')) assert.equal(marks(text), marks(Buffer.from(bytes).toString('latin1')));
      },
    ),
    { numRuns: 10_000 },
  );
});

test('G03 a byte-order mark between lines, where files were joined, is dropped, one inside a cell is kept', () => {
  const decode = createDecoder('utf-8');
  const pieces = ['\ufeffname\n', '\ufeffRuth\r\n\ufeff\ufeff', 'Zo\ufeffe\r', '\ufeff', '\ufeffAnn', '\ufeff'];
  const text = pieces.map((piece) => decode(Buffer.from(piece), false)).join('') + decode(new Uint8Array(), true);
  assert.equal(text, 'name\nRuth\r\nZo\ufeffe\rAnn\ufeff');
});
