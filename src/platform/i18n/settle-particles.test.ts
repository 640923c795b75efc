import assert from 'node:assert/strict';
import { test } from 'node:test';
import { particleAfter, settleParticles } from './settle-particles.ts';

test('a Korean sentence takes the particle that fits the sound before it', () => {
  const settled: [string, string][] = [
    ['김하늘은(는) 이미 있습니다', '김하늘은 이미 있습니다'],
    ['이서아은(는) 이미 있습니다', '이서아는 이미 있습니다'],
    ['‘한빛상사’을(를) 지웠습니다', '‘한빛상사’를 지웠습니다'],
    ['서울(으)로', '서울로'],
    ['부산(으)로', '부산으로'],
    ['7(으)로 3(으)로 2(으)로', '7로 3으로 2로'],
    ['SMTP이(가) ADMIN이(가)', 'SMTP가 ADMIN이'],
    ['“kim@example.com”은(는)', '“kim@example.com”은'],
    ['티켓 10과(와) 12과(와)', '티켓 10과 12와'],
  ];
  for (const [written, expected] of settled) assert.equal(settleParticles(written), expected);
});

test('where the sound can not be told both forms stay', () => {
  assert.equal(settleParticles('🙂은(는)'), '🙂은(는)');
  assert.equal(settleParticles('은(는)'), '은(는)');
});

test('a mail template asks for one particle after a name', () => {
  assert.equal(particleAfter('김하늘', '이(가)'), '이');
  assert.equal(particleAfter('Ruth', '을(를)'), '를');
});
