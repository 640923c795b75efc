import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatter } from './formatter.ts';
import { translator } from './translator.ts';

const evening = new Date('2026-03-03T16:30:00Z');

test('a day is the account’s day, not the server’s', () => {
  assert.equal(formatter('en', 'Asia/Seoul').day(evening), 'Mar 4, 2026');
  assert.equal(formatter('ko', 'Asia/Seoul').day(evening), '2026. 3. 4.');
  assert.equal(formatter('en', 'America/New_York').day(evening), 'Mar 3, 2026');
});

test('numbers and distances in time are written as the language does', () => {
  const korean = formatter('ko', 'Asia/Seoul');
  assert.equal(korean.number(12_480), '12,480');
  assert.equal(korean.relative(evening, new Date('2026-03-03T18:30:00Z')), '2시간 전');
  assert.equal(formatter('en', 'Asia/Seoul').relative(evening, new Date('2026-02-24T16:30:00Z')), 'in 1 week');
});

test('the server settles Korean particles by the value that stands before them', () => {
  const t = translator('ko');
  assert.equal(t('platform.failures.not_a_choice', { value: '하늘' }), '‘하늘’은 선택할 수 없는 값입니다.');
  assert.equal(t('platform.failures.not_a_choice', { value: '나무' }), '‘나무’는 선택할 수 없는 값입니다.');
});

test('a message that lacks a value or a key is a bug that nobody misses', () => {
  assert.throws(() => translator('en')('platform.failures.not_a_choice'));
  assert.throws(() => translator('en')('platform.failures.nothing_of_the_kind'));
});
