import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessPlace } from './guess-place.ts';

test('set-up starts with what the visitor’s machine tells of its place', () => {
  const korea = { language: 'ko', country: 'KR', time_zone: 'Asia/Seoul' };
  assert.deepEqual(guessPlace({ locale: 'ko' }), korea);
  assert.deepEqual(guessPlace({ locale: 'ko-KR', timeZone: 'Asia/Seoul' }), korea);
  assert.deepEqual(guessPlace({ locale: 'en-GB' }), { language: 'en', country: 'GB', time_zone: 'Europe/London' });
  assert.deepEqual(guessPlace({ locale: 'en-US' }), { language: 'en', country: 'US', time_zone: 'UTC' });
  assert.deepEqual(guessPlace({ locale: 'fr-CA', timeZone: 'America/Toronto' }), {
    language: 'en',
    country: 'CA',
    time_zone: 'America/Toronto',
  });
  for (const locale of ['', '*', 'x'.repeat(5_000), 'en-ZZ'])
    assert.equal(guessPlace({ locale }).country, 'US', locale);
});
