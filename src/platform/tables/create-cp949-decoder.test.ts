import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { createCp949Decoder } from './create-cp949-decoder.ts';

test('G02 every character of CP949 is decoded, the rare syllables included', () => {
  for (let unit = 0; unit < 0xd800; unit++) {
    const bytes = iconv.encode(String.fromCharCode(unit), 'cp949');
    if (bytes.length === 1 && bytes[0] === 0x3f && unit !== 0x3f) continue; // CP949 lacks it
    assert.equal(createCp949Decoder()(bytes, true), String.fromCharCode(unit), `U+${unit.toString(16)}`);
  }
});

test('G02 a name is whole even when its bytes come one by one', () => {
  const decode = createCp949Decoder();
  const bytes = iconv.encode('똠방각하 펲시 한글 ABC', 'cp949');
  const pieces = Array.from(bytes, (_, at) => decode(bytes.subarray(at, at + 1), at === bytes.length - 1));
  assert.equal(pieces.join(''), '똠방각하 펲시 한글 ABC');
});

test('G02 broken bytes never swallow a delimiter or a line end', () => {
  assert.equal(createCp949Decoder()(Uint8Array.of(0xb0, 0x2c, 0xff, 0x0a, 0x80, 0x41, 0xc7), true), '�,�\n�A�');
});
