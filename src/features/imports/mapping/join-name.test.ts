import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinAddress } from './join-address.ts';
import { joinName } from './join-name.ts';

test('first and last name are joined in the order of their language', () => {
  const names: [string, string, string, string][] = [
    ['하늘', '', '김', '김하늘'],
    ['성민', '', '남궁', '남궁성민'],
    ['엠마', '', '스미스', '엠마 스미스'],
    ['太郎', '', '田中', '田中太郎'],
    ['明', '', '王', '王明'],
    ['Ruth', '', 'King', 'Ruth King'],
    ['Ruth', 'J.', 'King', 'Ruth J. King'],
    ['Haneul', '', 'Kim', 'Haneul Kim'],
    ['하늘', '', 'Kim', '하늘 Kim'],
    ['', '', 'King', 'King'],
    ['홍길동', '', '', '홍길동'],
    ['', 'Maria', 'Vega', 'Maria Vega'],
    ['', '', '', ''],
  ];
  for (const [first, middle, last, name] of names) assert.equal(joinName({ first, middle, last }), name);
});

test('an address is put together in the order of its language', () => {
  const none = { street: '', street_more: '', city: '', state: '', postal_code: '', country: '' };
  const addresses: [Partial<typeof none>, string][] = [
    [
      { street: '세종대로 110', city: '중구', state: '서울특별시', postal_code: '04524', street_more: '3층' },
      '(04524) 서울특별시 중구 세종대로 110 3층',
    ],
    [{ street: '세종대로 110', country: '대한민국' }, '대한민국 세종대로 110'],
    [
      { street: '1 Harbour Street', city: 'London', postal_code: 'SE1 2AA', country: 'United Kingdom' },
      '1 Harbour Street, London, SE1 2AA, United Kingdom',
    ],
    [
      { street: '22 Elm St', street_more: 'Apt 4', city: 'Columbus', state: 'OH', postal_code: '43210' },
      '22 Elm St, Apt 4, Columbus, OH 43210',
    ],
    [
      { street: '丸の内1-1', city: '千代田区', state: '東京都', postal_code: '100-0005' },
      '100-0005 東京都千代田区丸の内1-1',
    ],
    [{ city: 'Leeds' }, 'Leeds'],
    [{ country: 'Korea' }, ''],
    [{ state: 'OH', postal_code: '43210' }, ''],
    [{}, ''],
  ];
  for (const [parts, address] of addresses) assert.equal(joinAddress({ ...none, ...parts }), address);
});
