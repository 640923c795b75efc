import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json';
import { e164OfPhone } from './phone-e164.ts';

test('N03 one number has one international form, however it is typed', () => {
  const forms: [string, string, string | null][] = [
    ['01020779850', 'KR', '+821020779850'],
    ['010-2077-9850', 'KR', '+821020779850'],
    ['010.2077.9850', 'KR', '+821020779850'],
    ['+82 10-2077-9850', 'US', '+821020779850'],
    ['+82 010-2077-9850', 'KR', '+821020779850'],
    ['+82 (0)10 2077 9850', 'KR', '+821020779850'],
    ['82-10-2077-9850', 'KR', '+821020779850'],
    ['０１０−２０７７−９８５０', 'KR', '+821020779850'],
    ['02-555-1234', 'KR', '+8225551234'],
    ['02-555-1234 내선 12', 'KR', '+8225551234;ext=12'],
    ['02-555-1234 (내선번호: 12번)', 'KR', '+8225551234;ext=12'],
    ['02-555-1234 ext. 12', 'KR', '+8225551234;ext=12'],
    ['070-7777-1234', 'KR', '+827077771234'],
    ['(646) 555-0183', 'US', '+16465550183'],
    ['1-646-555-0183', 'US', '+16465550183'],
    ['+1 646 555 0183', 'KR', '+16465550183'],
    ['1588-0000', 'KR', null],
    ['내선 12', 'KR', null],
    ['1012345678', 'KR', '+821012345678'],
    ['8.2E+11', 'KR', null],
    ['010-1234-5678 / 010-8765-4321', 'KR', null],
    ['none', 'KR', null],
    ['', 'KR', null],
    ['010-2077-9850', 'XX', null],
  ];
  for (const [typed, country, e164] of forms) assert.equal(e164OfPhone(typed, country), e164, typed);
});

test('N03 numbers of every country come out of every way of writing them as one', () => {
  for (const country of getCountries()) {
    const example = getExampleNumber(country, examples);
    if (!example) continue;
    for (const typed of [example.formatNational(), example.formatInternational(), example.number, example.getURI()]) {
      assert.equal(e164OfPhone(typed.replace('tel:', ''), country), example.number, `${country} ${typed}`);
    }
    const extended = e164OfPhone(`${example.formatInternational()} ext. 7`, country)!;
    assert.equal(extended, `${example.number};ext=7`);
    assert.equal(e164OfPhone(extended, 'KR'), extended);
  }
});

test('N03 the shapes told by pattern agree with the library', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 7, maxLength: 10 });
  const start = fc.constantFrom(
    '010',
    '011',
    '02',
    '031',
    '051',
    '064',
    '070',
    '+82 10',
    '+82 010',
    '+82 2',
    '+1 ',
    '1',
    '',
    '415',
  );
  fc.assert(
    fc.property(start, digits, fc.constantFrom('KR', 'US', 'CA', 'GB'), (before, after, country) => {
      const typed = `${before}-${after}`;
      const parsed = parsePhoneNumberFromString(typed, { extract: false, defaultCountry: country as 'KR' });
      const told = e164OfPhone(typed, country);
      if (told) assert.equal(told, parsed?.number, typed);
      else assert.ok(!parsed?.isPossible() || /^1[568]/.test(parsed.nationalNumber), typed);
    }),
    { numRuns: 5_000 },
  );
});
