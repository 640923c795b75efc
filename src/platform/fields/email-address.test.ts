import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEmailAddress } from './email-address.ts';
import { showEmailAddress } from './show-email-address.ts';

test('N01 one address has one form, however it is typed', () => {
  const forms: [string, string][] = [
    [' Bob@X.com ', 'bob@x.com'],
    ['ｂｏｂ＠ｘ．ｃｏｍ', 'bob@x.com'],
    ['bob@x.com.', 'bob@x.com'],
    ['bob\u200b@x\ufeff.com', 'bob@x.com'],
    ['kim@한국.kr', 'kim@xn--3e0b707e.kr'],
    ['kim@XN--3E0B707E.KR', 'kim@xn--3e0b707e.kr'],
    ['kim@한국。kr', 'kim@xn--3e0b707e.kr'],
    ['bob+news@x.com', 'bob+news@x.com'],
    ["o'brien@x.co.uk", "o'brien@x.co.uk"],
    ['김하늘@x.com', '김하늘@x.com'],
    ['김하늘@x.com'.normalize('NFD'), '김하늘@x.com'],
    ['İ@x.com', 'i̇@x.com'],
  ];
  for (const [typed, kept] of forms) assert.equal(readEmailAddress(typed), kept, typed);
  assert.notEqual(readEmailAddress('аdmin@x.com'), readEmailAddress('admin@x.com'));
});

test('N01 what is no address, or would change a header of a mail, is refused', () => {
  const refused = [
    'not-an-address',
    'a@b@c.com',
    '@x.com',
    'a@',
    'a@localhost',
    'a@x..com',
    'a@-x.com',
    'a@x-.com',
    'a@127.0.0.1',
    'a@[127.0.0.1]',
    'a@2130706433',
    'a@0x7f.1',
    'a@x.com:25',
    'a@x.com/evil',
    'a@evil.com#.x.com',
    'a@%65vil.com',
    'a@x_y.com',
    '.a@x.com',
    'a.@x.com',
    'a..b@x.com',
    '"a b"@x.com',
    '"a@b"@x.com',
    'a b@x.com',
    'Bob <bob@x.com>',
    'mailto:bob@x.com',
    'a(comment)@x.com',
    '=?utf-8?Q?agent?=@x.com,',
    'a@x.com,b@x.com',
    'a@x.com;b@x.com',
    'a@x.com\r\nBcc: b@x.com',
    'a\r\n@x.com',
    'a\u0000@x.com',
    'a\u0007@x.com',
    'a，b@x.com',
    `${'a'.repeat(65)}@x.com`,
    `${'가'.repeat(22)}@x.com`,
    `a@${'b'.repeat(64)}.com`,
    `a@${'b.'.repeat(126)}com`,
    'a@xn--.com',
  ];
  for (const typed of refused) assert.equal(readEmailAddress(typed), null, typed);
  assert.equal(readEmailAddress(`${'a'.repeat(64)}@${'b'.repeat(63)}.com`), `${'a'.repeat(64)}@${'b'.repeat(63)}.com`);
});

test('N01 an address that was read reads as itself, and nothing makes reading throw', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.emailAddress());
  fc.assert(
    fc.property(text, text, (before, domain) => {
      for (const typed of [before, `${before}@${domain}.com`, `${before}@x.com`]) {
        const address = readEmailAddress(typed);
        if (address === null) continue;
        assert.equal(readEmailAddress(address), address);
        assert.doesNotMatch(address, /[\s,;<>"()[\]\\]|\p{Cc}/u);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('N01 a domain is shown in its own letters, and an address of mixed scripts is marked', () => {
  assert.deepEqual(showEmailAddress('kim@xn--3e0b707e.kr'), { shown: 'kim@한국.kr', is_mixed_script: false });
  assert.deepEqual(showEmailAddress('김kim@x.com'), { shown: '김kim@x.com', is_mixed_script: false });
  assert.equal(showEmailAddress('аdmin@x.com').is_mixed_script, true);
  assert.equal(showEmailAddress('xn--80ak6aa92e@x.com').is_mixed_script, false);
});
