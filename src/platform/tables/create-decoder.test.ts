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

/** Every character of the basic plane but controls, halves of pairs and the byte-order mark. */
const characters = Array.from({ length: 0xfeff - 0x20 }, (_, at) => String.fromCharCode(at + 0x20)).filter(
  (character) => character < '\ud800' || character >= '\ue000',
);

for (const encoding of encodings) {
  test(`G02 every character of ${encoding} comes out as it went in, or is said to be unreadable`, () => {
    const bytes = iconv.encode(characters.join('\n'), encoding, { addBOM: false });
    const theirs = iconv.decode(bytes, encoding, { stripBOM: false }).split('\n');
    const ours = createDecoder(encoding)(bytes, true).split('\n');
    assert.equal(ours.length, characters.length);
    const known = [...characters.keys()].filter(
      (at) => theirs[at] === characters[at] && !apart[encoding]?.test(characters[at]!),
    );
    const lost = known.filter((at) => ours[at] !== characters[at]);
    // Hong Kong's supplement of Big5 is beyond Node: such a name refuses its row.
    assert.ok(encoding === 'big5' || lost.length === 0, lost.map((at) => characters[at]).join(' '));
    assert.ok(lost.every((at) => ours[at]!.includes('\ufffd')));
    assert.ok(known.length - lost.length > 150, `${known.length} characters`);
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
    { numRuns: 20_000 },
  );
});

test('G03 a byte-order mark between lines, where files were joined, is dropped, one inside a cell is kept', () => {
  const decode = createDecoder('utf-8');
  const pieces = ['\ufeffname\n', '\ufeffRuth\r\n\ufeff\ufeff', 'Zo\ufeffe\r', '\ufeff', '\ufeffAnn', '\ufeff'];
  const text = pieces.map((piece) => decode(Buffer.from(piece), false)).join('') + decode(new Uint8Array(), true);
  assert.equal(text, 'name\nRuth\r\nZo\ufeffe\rAnn\ufeff');
});
