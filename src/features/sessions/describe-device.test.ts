import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeDevice } from './describe-device.ts';

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
const android = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)';
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

const said: [string | null, string | null, string | null, boolean][] = [
  [`${windows} Chrome/141.0.0.0 Safari/537.36`, 'Chrome', 'Windows', false],
  [`${windows} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`, 'Edge', 'Windows', false],
  [`${windows} Chrome/138.0.0.0 Whale/4.33.325.17 Safari/537.36`, 'Whale', 'Windows', false],
  [`${windows} Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0`, 'Opera', 'Windows', false],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0', 'Firefox', 'Linux', false],
  [`${iPhone} Version/18.5 Mobile/15E148 Safari/604.1`, 'Safari', 'iPhone', true],
  [`${iPhone} CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1`, 'Chrome', 'iPhone', true],
  [`${iPhone} Mobile KAKAOTALK 25.8.1 (INAPP)`, 'KakaoTalk', 'iPhone', true],
  [`${iPhone} Mobile/22F76 Safari/605.1 NAVER(inapp; search; 2000; 12.15.2; 16)`, 'Naver', 'iPhone', true],
  [`${android} Chrome/141.0.0.0 Mobile Safari/537.36`, 'Chrome', 'Android', true],
  [`${android} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`, 'Samsung Internet', 'Android', true],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Safari',
    'Mac',
    false,
  ],
  ['curl/8.14.1', 'curl', null, false],
  ['', null, null, false],
  [null, null, null, false],
];

test('C05 a browser is told by name and system, Korean ones and those inside of apps too', () => {
  for (const [user_agent, browser, system, is_phone] of said) {
    assert.deepEqual(describeDevice(user_agent), { browser, system, is_phone }, user_agent ?? 'nothing');
  }
});
