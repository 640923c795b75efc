import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPastedAddresses } from './read-pasted-addresses.ts';

const read = (text: string) => readPastedAddresses(text).map(({ name, email }) => [name, email]);

for (const [what, text, expected] of [
  ['a name and an address in angle brackets', 'Ruth King <ruth@x.com>', [['Ruth King', 'ruth@x.com']]],
  [
    'one on a line, bare',
    'a@x.com\r\nB@X.com\n',
    [
      [null, 'a@x.com'],
      [null, 'b@x.com'],
    ],
  ],
  [
    'commas and semicolons',
    'Ruth <ruth@x.com>, a@x.com; b@x.com',
    [
      ['Ruth', 'ruth@x.com'],
      [null, 'a@x.com'],
      [null, 'b@x.com'],
    ],
  ],
  [
    'last name first, as Outlook has it',
    'King, Ruth <ruth@x.com>; "Fenn, Ada" <ada@x.com>',
    [
      ['King, Ruth', 'ruth@x.com'],
      ['Fenn, Ada', 'ada@x.com'],
    ],
  ],
  ['a line of a CSV file', 'Ruth King, ruth@x.com', [['Ruth King', 'ruth@x.com']]],
  [
    'cells of a sheet',
    'Ruth King\truth@x.com\nada@x.com\tAda Fenn\t010-1234-5678',
    [
      ['Ruth King', 'ruth@x.com'],
      ['Ada Fenn', 'ada@x.com'],
    ],
  ],
  [
    'Korean names',
    '김하늘 <sky@x.kr>\n이서연 seo@x.kr\n박지호\tjiho@x.kr',
    [
      ['김하늘', 'sky@x.kr'],
      ['이서연', 'seo@x.kr'],
      ['박지호', 'jiho@x.kr'],
    ],
  ],
  ['the address once more as its name', 'ruth@x.com <ruth@x.com>', [[null, 'ruth@x.com']]],
  ['nothing', ' \n\t\n', []],
] as const) {
  test(`pasted: ${what}`, () => assert.deepEqual(read(text), expected));
}

test('what is no address comes back as such, and nothing in a name becomes one', () => {
  const found = readPastedAddresses('Ruth King\nruth@\nruth@x\nnot, an <address>\nRuth <ruth@x.com\tBcc: b@y.com>');
  assert.ok(found.length >= 5);
  assert.deepEqual(
    found.flatMap(({ email }) => email ?? []),
    ['ruth@x.com'],
  );
  assert.ok(found.every(({ text }) => text !== ''));
});

test('M03 any text at all is read, quickly, and every address of a list of addresses comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      for (const { email } of readPastedAddresses(text)) assert.ok(email === null || !/[\s<>,]/.test(email));
    }),
  );
  const addresses = Array.from({ length: 500 }, (_, n) => `person${n}@x.com`);
  for (const separator of ['\n', ', ', '; ', ',']) {
    const found = read(addresses.join(separator));
    assert.deepEqual(
      found,
      addresses.map((email) => [null, email]),
      separator,
    );
  }
  for (const piece of ['<', '"', '(', 'a,', 'a@', '<a@b.c>,', ':;']) {
    const started = performance.now();
    readPastedAddresses(piece.repeat(100_000 / piece.length));
    assert.ok(performance.now() - started < 2_000, `${piece}: ${performance.now() - started} ms`);
  }
});
